import type { ToldAccess, ToldMapping } from '#shared/api/logins.ts';
import { Badge } from '../../../../kit/badge.tsx';
import { Card, Fact, FactOf, Facts } from '../../../../kit/facts.tsx';
import { Value } from '../../../../kit/value.tsx';

/** What the attribute map made of a login: each value with where it came from, what was left out, what nobody took. */
export function MappingCards({ mapping }: { mapping: ToldMapping }) {
  const { user, nameId, attributes, dropped, unused } = mapping;
  return (
    <div class="cards">
      <Card title="What the attribute map made of it" level={2}>
        <Facts>
          <Fact name="User" value={user === null ? 'nobody' : `${user.userDirectory}\\${user.userId}`} />
          <Fact name="NameID" value={nameId ?? 'none'} />
          {attributes.map(({ name, values }) => (
            <FactOf key={name} name={name}>
              <ul>
                {values.map(({ value, raw, from, changed }, index) => (
                  <li key={index}>
                    <Value text={value} />{' '}
                    <span class="quiet note">
                      from <Value text={from.friendlyName ?? from.name} />
                      {raw !== value && (
                        <>
                          , as <Value text={raw} />
                        </>
                      )}
                      {changed.length > 0 && ` by ${changed.join(', ')}`}
                    </span>
                  </li>
                ))}
              </ul>
            </FactOf>
          ))}
          {dropped.map(({ to, raw, by }, index) => (
            <FactOf key={index} name={to}>
              <span>
                <Value text={raw} /> <span class="quiet note">left out by {by}</span>
              </span>
            </FactOf>
          ))}
        </Facts>
      </Card>
      {unused.length > 0 && (
        <Card title="What came and no row takes" level={2}>
          <Facts>
            {unused.map(({ name, friendlyName, values }) => (
              <Fact
                key={name}
                name={friendlyName ?? name}
                value={values.join(', ')}
                note={friendlyName === null ? null : name}
              />
            ))}
          </Facts>
        </Card>
      )}
    </div>
  );
}

/** What the rules would open with these attributes. */
export function AccessCard({ access }: { access: ToldAccess }) {
  return (
    <Card title="What that opens" level={2}>
      {access.length === 0 && <p class="quiet">The connection has no streams.</p>}
      <ul class="access">
        {access.map(({ stream, allowed, by, apps }) => (
          <li key={stream}>
            <Badge verdict={allowed ? { outcome: 'good', word: 'Open' } : { outcome: 'neutral', word: 'Closed' }} />{' '}
            <Value text={stream} /> {by.length > 0 && <span class="quiet">by {by.join(', ')}</span>}
            {apps.some((app) => app.allowed) && (
              <span class="quiet">
                {' '}
                ·{' '}
                {apps
                  .filter((app) => app.allowed)
                  .map(({ name }) => name)
                  .join(', ')}
              </span>
            )}
            {apps.map(({ id, name, sees }) =>
              sees === null ? null : (
                <p key={id} class="quiet">
                  <Value text={`${name}: ${sees}.`} />
                </p>
              ),
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
