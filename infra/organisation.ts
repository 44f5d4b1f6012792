import { organisationCommand } from './import/organisation-command.ts';

const language = /^zh/i.test(process.env.LC_ALL ?? process.env.LANG ?? '') ? 'zh-CN' : 'en';
try {
  process.exitCode = await organisationCommand(process.argv.slice(2), { say: console.log, language });
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
