import type { DecryptionReport } from '#shared/crypto/encryption/encryption.ts';
import { decryptionVerdict, encryptionGroup } from '#shared/explain/facts/encryption-facts.ts';
import type { InspectedMessage } from '#shared/inspection/inspected-message.ts';
import { Badge } from '../../kit/badge.tsx';
import { Card, Facts } from '../../kit/facts.tsx';
import { Icon } from '../../kit/icon.tsx';
import { toVisibleString } from '../../kit/visible-text.ts';
import { openedRanges } from '../../store/recording/opened-ranges.ts';
import { useWorkbench } from '../parts/context.ts';
import { FactRows } from '../parts/fact-rows.tsx';

interface EncryptionCardProps {
  message: InspectedMessage;
  onTrust: () => void;
}

/** What came encrypted: how, and whether it could be opened; nothing where nothing did. */
export function EncryptionCard({ message, onTrust }: EncryptionCardProps) {
  const { view } = useWorkbench();
  const { decryptions, index } = message;
  if (decryptions.length === 0) return null;
  const [opened] = openedRanges(message);
  // Its first tag is enough to find it: all of it has an edge of its own.
  const tagEnd = (start: number) => (message.document?.text.indexOf('>', start) ?? start) + 1;
  const needsKey = decryptions.some(({ reason }) => reason === 'no-key' || reason === 'wrong-key');
  return (
    <Card title="Encryption">
      {decryptions.map((report, number) => (
        <EncryptedPart key={number} report={report} />
      ))}
      <div class="card-actions">
        {opened !== undefined && (
          <button
            type="button"
            class="button small"
            onClick={() => view.showInXml({ message: index, start: opened.start, end: tagEnd(opened.start) })}
          >
            <Icon name="target" />
            <span>Show what was opened</span>
          </button>
        )}
        {needsKey && (
          <button type="button" class="button small" onClick={onTrust}>
            <Icon name="key" />
            <span>Give the private key</span>
          </button>
        )}
      </div>
    </Card>
  );
}

function EncryptedPart({ report }: { report: DecryptionReport }) {
  const { title, note, facts } = encryptionGroup(report);
  return (
    <div class="part">
      <p class="part-head">
        <strong>{toVisibleString(title)}</strong> <Badge verdict={decryptionVerdict(report)} />
      </p>
      <p class="card-note">
        {note}
        {report.reason === 'no-key' && " It stays in this page's memory."}
      </p>
      <Facts>
        <FactRows facts={facts} />
      </Facts>
    </div>
  );
}
