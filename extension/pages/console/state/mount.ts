/** Below which path browsers see the companion: a proxy may put it below one. Empty: at the root. */
const MOUNT = location.pathname.slice(0, Math.max(0, location.pathname.indexOf('/console/')));

/** An address of the companion as this browser sees it. @param path written from the companion's root */
export function at(path: string): string {
  return `${MOUNT}${path}`;
}
