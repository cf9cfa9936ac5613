import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type InspectEntry, inspect } from '../../src/headless/inspect';
import { expect, test } from './lab-test';
import { LabPage } from './the-page';

const DATA = process.env.ECG_DATA ?? '../shared/data';
/** Small folders whose files say their sampling rate, or ask for it. */
const FOLDERS = ['formats', 'cinc2021-12lead'];

/** The list names so many leads; of more it says how many, and names them in what it says on pointing at. */
const MOST_NAMED_LEADS = 4;

/** Name, leads and checksum verdict as the list writes them; nothing of what is no recording. */
function lineOf(entry: InspectEntry): string[] {
  if (!('leads' in entry)) return [];
  const { name, leads } = entry;
  const verdicts = new Set(leads.map(({ checksum }) => checksum));
  const verdict = verdicts.has('bad') ? 'bad' : verdicts.has('ok') ? 'ok' : 'none';
  const named = leads.length > MOST_NAMED_LEADS ? `${leads.length} leads` : leads.map((lead) => lead.name).join(', ');
  return [`${name}: ${named}: ${verdict}`];
}

for (const folder of FOLDERS) {
  test(`a browser reads of ${folder} what Node reads`, async ({ page }) => {
    const path = join(DATA, folder);
    test.skip(!existsSync(path), `there is no ${folder} in $ECG_DATA or ../shared/data`);
    const expected = (await inspect([path])).flatMap(lineOf);
    const lab = new LabPage(page);
    await lab.open('?backend=wasm');
    await lab.room('Data').click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open folder' }).click();
    await (await chooser).setFiles(path);
    const rows = page.getByRole('row', { name: /Show/ });
    await expect(rows).toHaveCount(expected.length, { timeout: 120_000 });
    const lines = await rows.evaluateAll((all) =>
      all.map((row) => {
        const cells = [...row.children];
        const leads = cells[1]?.firstChild?.textContent;
        const verdict = cells.map(({ textContent }) => textContent).find((text) => /^(ok|bad|none)$/.test(text ?? ''));
        return `${cells[0]?.textContent}: ${leads}: ${verdict}`;
      }),
    );
    expect(lines.toSorted()).toEqual(expected.toSorted());
  });
}
