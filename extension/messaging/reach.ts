/**
 * How the panel asks another machine for something: by the user's click, at the address that the user gave, and nothing
 * else. The developer tools' panel has the extension's own behind it, the page at `/inspect` its own origin alone.
 */
export interface Reach {
  /** What of the world can be asked: `any` address, or the origin of this page. */
  readonly span: 'any' | 'own';
  /** Asks the user for that one host where it is not allowed yet. Must be called inside a click, before anything is awaited. */
  ask(url: string): Promise<HostPermission>;
  /**
   * One request, without cookies. @throws WorkbenchError `reach-failed` where there is no answer
   */
  request(request: ReachRequest): Promise<{ readonly status: number; readonly text: string }>;
}

/** What the user said about a host. */
export interface HostPermission {
  readonly isGranted: boolean;
  /** Gives the permission back, unless it was there before. */
  giveBack(): Promise<void>;
}

/** One request. */
export interface ReachRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Gives it; null: there is no way to other machines here. */
export type LoadReach = () => Promise<Reach | null>;
