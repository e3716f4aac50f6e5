/** One line for any thrown value. */
export function lineOf(error: unknown): string {
  if (!(error instanceof Error)) return `Something failed without saying why: ${String(error)}`;
  return error.name === 'WorkbenchError' ? error.message : `A defect of the workbench: ${error.message}`;
}
