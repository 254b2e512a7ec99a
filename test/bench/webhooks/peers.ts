import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { appSecret } from './load.ts';

/** 750 packages, so they are no dependency of ours: the bench installs them into a folder of its own. */
const packages = [
  ...['express@5.3.0', 'botly@1.6.2', 'bottender@1.5.5'],
  ...['botkit@4.15.0', 'botbuilder-adapter-facebook@1.0.12'],
];

const webhook = '/chats/webhook/facebook';

const say = `.listen(0, '127.0.0.1', function () {
  process.send({ url: 'http://127.0.0.1:' + this.address().port + '${webhook}' });
})`;

/** Each as its own documentation shows it, with the signature checked and nothing stored. */
const programs: Readonly<Record<string, string>> = {
  'Express 5 + HMAC': `
    const express = require('express');
    const { createHmac, timingSafeEqual } = require('node:crypto');
    const app = express();
    const verify = (request, _response, bytes) => {
      const given = Buffer.from(String(request.headers['x-hub-signature-256']).slice(7), 'hex');
      const own = createHmac('sha256', '${appSecret}').update(bytes).digest();
      if (given.length !== own.length || !timingSafeEqual(given, own)) throw new Error('signature');
    };
    app.use(express.json({ verify, limit: '8mb' }));
    app.post('${webhook}', (_request, response) => response.sendStatus(200));
    app${say};`,
  botly: `
    const express = require('express');
    const Botly = require('botly');
    const botly = new Botly({ accessToken: 'x', verifyToken: 'x', webHookPath: '${webhook}' });
    botly.on('message', () => {});
    botly.on('error', () => {});
    const app = express();
    app.use(express.json({ verify: botly.getVerifySignature('${appSecret}'), limit: '8mb' }));
    app.use(botly.router());
    app${say};`,
  bottender: `
    const { MessengerBot } = require('bottender');
    const { createServer } = require('@bottender/express');
    const bot = new MessengerBot({ accessToken: 'x', appSecret: '${appSecret}', verifyToken: 'x' });
    bot.onEvent(async () => {});
    createServer(bot, { path: '${webhook}' })${say};`,
  botkit: `
    const express = require('express');
    const { Botkit } = require('botkit');
    const { FacebookAdapter } = require('botbuilder-adapter-facebook');
    const adapter = new FacebookAdapter({ access_token: 'x', app_secret: '${appSecret}', verify_token: 'x' });
    const app = express();
    app.use((request, _response, next) => {
      request.rawBody = '';
      request.on('data', (chunk) => { request.rawBody += chunk; });
      next();
    });
    app.use(express.json({ limit: '8mb' }));
    const controller = new Botkit({ adapter, webserver: app, webhook_uri: '${webhook}' });
    controller.on('message', async () => {});
    controller.ready(() => app${say});`,
};

/** Installs the peers and returns the file of each one's program, or undefined when npm cannot. */
export function installPeers(folder: string): Readonly<Record<string, string>> | undefined {
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  const words = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    execFileSync('npm', [...words, ...packages], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } catch {
    return undefined;
  }
  return Object.fromEntries(
    Object.entries(programs).map(([name, program], index) => {
      const file = path.join(folder, `peer-${index}.cjs`);
      writeFileSync(file, program);
      return [name, file];
    }),
  );
}
