/** An xs:ID in the ASCII part of its range, and whatever lies beyond ASCII (XML Schema 2, 3.3.8). */
const NCNAME = /^[A-Za-z_\u0080-\uffff][\w.\-\u0080-\uffff]*$/;

/** Whether XML allows it as an ID. */
export function isXmlName(id: string): boolean {
  return NCNAME.test(id);
}
