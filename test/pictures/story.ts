import { writeHar } from '#shared/formats/write-har.ts';
import { makeStoryteller } from '#test/fixtures/story.ts';

/** When what the pictures show happened. */
export const START = Date.UTC(2026, 0, 12, 10, 43, 12);

/** One failed login, and a login and logout that went well. */
export async function story(): Promise<{ har: string; metadata: string }> {
  const teller = await makeStoryteller();
  const exchanges = [
    ...(await teller.login({ startedAt: START, name: 'a', audience: 'https://hub.example/hub/' })),
    ...(await teller.login({ startedAt: START + 75_000, name: 'b' })),
    ...(await teller.logout({ startedAt: START + 190_000, name: 'b' })),
  ];
  return { har: writeHar(exchanges), metadata: teller.metadata };
}
