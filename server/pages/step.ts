/** A link that leads on. `href` is ours: it never comes from a message. */
export interface Step {
  readonly label: string;
  readonly href: string;
}
