import { useState } from 'preact/hooks';
import { Loading } from '../../parts/states.tsx';
import type { Schemas } from '../../session/api.ts';
import { useReader } from '../../session/reader.ts';
import { useDirectory, useStanding } from '../../session/standing.ts';
import { Intake } from './intake-form.tsx';
import { Opened } from './opened.tsx';

const AT_THE_DESK: readonly Schemas['Channel'][] = ['walk-in', 'phone', 'letter', 'staff'];

/** Where staff take in what they are asked: at the desk, on the telephone, on site; and what they ask for themselves. */
export function Page() {
  const { me } = useReader();
  const { isDesk } = useStanding();
  const directory = useDirectory();
  const [count, setCount] = useState(0);
  const [opened, setOpened] = useState<Schemas['OpenedSheet']>();
  const anew = () => setCount(count + 1);
  if (directory.data === undefined && directory.fetchStatus === 'fetching') return <Loading />;
  if (opened !== undefined)
    return (
      <Opened
        sheet={opened}
        next={() => {
          setOpened(undefined);
          anew();
        }}
      />
    );
  const section = directory.data?.sections.find(({ id }) => id === me.section);
  const isRepairer = me.role === 'worker' && section?.function === 'repair';
  const channels = isDesk ? AT_THE_DESK : isRepairer ? (['direct', 'staff'] as const) : (['staff'] as const);
  return <Intake key={count} channels={channels} done={setOpened} anew={anew} />;
}
