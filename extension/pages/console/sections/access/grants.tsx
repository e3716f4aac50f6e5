import { Value } from '../../../../kit/value.tsx';

interface GrantsProps {
  grants: readonly { readonly action: string; readonly by: readonly string[] }[];
  sees: string | null;
}

/** What somebody may do with something: each action with the rules behind it, and what of the data is seen. */
export function Grants({ grants, sees }: GrantsProps) {
  return (
    <>
      {grants.map(({ action, by }) => (
        <p key={action}>
          <span class="strong">{action}</span> <span class="quiet">by</span> <Value text={by.join(', ')} />
        </p>
      ))}
      {sees !== null && (
        <p class="quiet">
          <Value text={sees} />
        </p>
      )}
    </>
  );
}

/** `stream SalesUS` */
export function resourceWords({ kind, name }: { readonly kind: 'stream' | 'app'; readonly name: string }): string {
  return `${kind === 'stream' ? 'Stream' : 'App'} ${name}`;
}
