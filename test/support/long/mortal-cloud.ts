/** The local cloud as `npm start` runs it, but that its mail server goes away for good at SIGUSR2. */
import { bundleFunctions } from '../../../infra/bundle.ts';
import { startLocalCloud } from '../../../infra/local/local-cloud.ts';

const { DATA_DIR = '', LOCAL_NOW = '', BUNDLED } = process.env;

const cloud = await startLocalCloud({
  ...{ port: 0, dataDir: DATA_DIR, now: LOCAL_NOW, threads: true, limits: 'off' },
  bundle: async () => {
    if (BUNDLED !== '1') await bundleFunctions();
  },
});
process.on('SIGUSR2', () => void cloud.effects.mail.stop());
console.log(`Shoujie runs at ${cloud.url}`);
