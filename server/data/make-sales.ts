import type { Database } from '#server/store/database.ts';
import { randomNumbers } from './random-numbers.ts';

/** With any change of what is made the number grows, so that files of before are made again. */
export const SALES_VERSION = 1;

const ROWS = 50_000;
const SEED = 20_260_101;

/** With the share that each has of all sales. */
const COUNTRIES: readonly { readonly name: string; readonly share: number; readonly regions: readonly string[] }[] = [
  { name: 'United States', share: 34, regions: ['Northeast', 'Midwest', 'South', 'West'] },
  { name: 'Australia', share: 17, regions: ['New South Wales', 'Victoria', 'Queensland', 'Western Australia'] },
  { name: 'Germany', share: 14, regions: ['North', 'South', 'East', 'West'] },
  { name: 'United Kingdom', share: 12, regions: ['England', 'Scotland', 'Wales'] },
  { name: 'Japan', share: 10, regions: ['Kantō', 'Kansai', 'Kyūshū'] },
  { name: 'Brazil', share: 8, regions: ['Sudeste', 'Sul', 'Nordeste'] },
  { name: 'Côte d’Ivoire', share: 5, regions: ['Abidjan', 'Bouaké'] },
];

/** With a price in whole dollars and what of it is left, in percent. */
const PRODUCTS = [
  { name: 'Bicycles', price: 640, margin: 22 },
  { name: 'Helmets', price: 45, margin: 48 },
  { name: 'Lights', price: 28, margin: 55 },
  { name: 'Tyres', price: 34, margin: 37 },
  { name: 'Tools', price: 61, margin: 41 },
] as const;

const MONTHS = [2025, 2026].flatMap((year) =>
  Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, '0')}`),
);

/** Makes the demonstration data: invented sales of bicycles in two years, the same at every start. */
export function makeSales(database: Database): void {
  database.exec(`
    CREATE TABLE sales (
      n INTEGER PRIMARY KEY, country TEXT NOT NULL, region TEXT NOT NULL, month TEXT NOT NULL, product TEXT NOT NULL,
      units INTEGER NOT NULL, amount INTEGER NOT NULL, margin INTEGER NOT NULL
    ) STRICT;
  `);
  const add = database.prepare('INSERT INTO sales VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const random = randomNumbers(SEED);
  for (let n = 1; n <= ROWS; n++) {
    const country = pickCountry(random);
    const month = pick(MONTHS, random);
    const product = pick(PRODUCTS, random);
    const units = 1 + Math.floor(random() * 9 * season(month));
    const amount = Math.round(units * product.price * (0.9 + random() * 0.2));
    const margin = Math.round((amount * product.margin) / 100);
    add.run(n, country.name, pick(country.regions, random), month, product.name, units, amount, margin);
  }
  database.exec('CREATE INDEX sales_by_country ON sales (country)');
}

function pickCountry(random: () => number): (typeof COUNTRIES)[number] {
  let left = random() * COUNTRIES.reduce((sum, { share }) => sum + share, 0);
  for (const country of COUNTRIES) {
    left -= country.share;
    if (left < 0) return country;
  }
  return pick(COUNTRIES, random);
}

/** Bicycles are bought in spring, and a little more each year. */
function season(month: string): number {
  const [year, number] = month.split('-').map(Number);
  return 1 + 0.5 * Math.sin((((number ?? 1) - 1) / 12) * 2 * Math.PI) + 0.2 * ((year ?? 2025) - 2025);
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('There is nothing to pick from.');
  return item;
}
