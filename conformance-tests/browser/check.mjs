// Drives Chromium by its DevTools protocol over a pipe; needs nothing but Node.
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

// Runs as NAME:VERDICT.
const [chromium, folder, ...runs] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), 'upscale4j-browser-'));
const browser = spawn(chromium, ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--remote-debugging-pipe',
  `--user-data-dir=${profile}`], {stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe']});
const waiting = new Map();
const listeners = new Set();
let rest = '';
let last = 0;

browser.stdio[4].on('data', chunk => {
  const messages = (rest + chunk).split('\0');
  rest = messages.pop();
  for (const message of messages.map(text => JSON.parse(text))) {
    if (message.id === undefined) {
      listeners.forEach(listener => listener(message));
    } else {
      const {done, failed} = waiting.get(message.id);
      waiting.delete(message.id);
      message.error ? failed(new Error(message.error.message)) : done(message.result);
    }
  }
});

function send(method, params = {}, sessionId = undefined) {
  return new Promise((done, failed) => {
    const id = ++last;
    waiting.set(id, {done, failed});
    browser.stdio[3].write(JSON.stringify({id, method, params, sessionId}) + '\0');
  });
}

const problems = [];

/** Opens the page, looks at it, takes its picture. */
async function look(run, expected, scheme, width) {
  const name = `${run}-${scheme}-${width}`;
  const page = pathToFileURL(resolve(folder, run, 'report.html')).href;
  const {targetId} = await send('Target.createTarget', {url: 'about:blank'});
  const {sessionId} = await send('Target.attachToTarget', {targetId, flatten: true});
  const call = (method, params) => send(method, params, sessionId);
  let loaded;
  const ready = new Promise(done => { loaded = done; });
  const listener = ({method, params, sessionId: from}) => {
    if (from !== sessionId) {
      return;
    }
    if (method === 'Network.requestWillBeSent' && params.request.url !== page) {
      problems.push(`${name}: expected no request, found ${params.request.url.slice(0, 200)}`);
    } else if (method === 'Runtime.consoleAPICalled' || method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded') {
      problems.push(`${name}: expected a silent console, found ${JSON.stringify(params).slice(0, 400)}`);
    } else if (method === 'Page.javascriptDialogOpening') {
      problems.push(`${name}: expected no script, found a dialog`);
    } else if (method === 'Page.loadEventFired') {
      loaded();
    }
  };
  listeners.add(listener);
  for (const domain of ['Page', 'Network', 'Runtime', 'Log']) {
    await call(`${domain}.enable`);
  }
  await call('Emulation.setEmulatedMedia', {features: [{name: 'prefers-color-scheme', value: scheme}]});
  await call('Emulation.setDeviceMetricsOverride', {width, height: 800, deviceScaleFactor: width < 500 ? 2 : 1, mobile: width < 500});
  await call('Page.navigate', {url: page});
  await ready;
  const {cssContentSize: size} = await call('Page.getLayoutMetrics');
  const {data} = await call('Page.captureScreenshot', {captureBeyondViewport: true,
    clip: {x: 0, y: 0, width, height: Math.min(size.height, Number(process.env.PICTURE_HEIGHT ?? 6000)), scale: 1}});
  writeFileSync(join(folder, `${name}.png`), Buffer.from(data, 'base64'));
  const facts = await call('Runtime.evaluate', {returnByValue: true, expression: `(() => {
    document.querySelectorAll('details').forEach(each => { each.open = true; });
    const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
    const culprits = [...document.querySelectorAll('body *')]
      .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !each.closest('.scroll'))
      .slice(0, 3).map(each => each.tagName + '.' + each.className);
    const channels = color => color.match(/[\\d.]+/g).map(Number);
    const light = color => channels(color).slice(0, 3).map(each => each / 255)
      .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
      .reduce((sum, each, i) => sum + each * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = element => {
      const color = getComputedStyle(element).backgroundColor;
      return (channels(color)[3] ?? 1) === 0 && element.parentElement ? behind(element.parentElement) : color;
    };
    const faint = [...document.querySelectorAll('body *')]
      .filter(each => [...each.childNodes].some(child => child.nodeType === 3 && child.data.trim() !== ''))
      .map(each => {
        const [dark, bright] = [light(getComputedStyle(each).color), light(behind(each))].sort((a, b) => a - b);
        return {name: each.tagName + '.' + each.className, contrast: (bright + 0.05) / (dark + 0.05)};
      })
      .filter(({contrast}) => contrast < 4.5)
      .map(({name, contrast}) => name + ' ' + contrast.toFixed(2));
    return {wide, faint: [...new Set(faint)].slice(0, 5), culprits, title: document.title, background: getComputedStyle(document.body).backgroundColor,
      verdict: document.querySelector('h1').textContent, scripts: document.scripts.length};
  })()`});
  const {wide, faint, culprits, title, background, verdict, scripts} = facts.result.value;
  if (wide || culprits.length > 0) {
    problems.push(`${name}: expected no horizontal overflow, found ${culprits.join(', ') || 'some'}`);
  }
  if (faint.length > 0) {
    problems.push(`${name}: expected a contrast of 4.5 (WCAG AA), found ${faint.join(', ')}`);
  }
  if (verdict.toLowerCase() !== expected || !title || scripts > 0) {
    problems.push(`${name}: expected the page of a run that is ${expected}, found ${verdict}, ${title}, scripts: ${scripts}`);
  }
  const dark = background.match(/\d+/g).slice(0, 3).every(each => Number(each) < 64);
  if (dark !== (scheme === 'dark')) {
    problems.push(`${name}: expected a ${scheme} page, found ${background}`);
  }
  listeners.delete(listener);
  await send('Target.closeTarget', {targetId});
  return `${name}: ${Math.round(size.height)} px high`;
}

try {
  for (const [run, expected] of runs.map(pair => pair.split(':'))) {
    console.log(`${run}: ${readFileSync(join(folder, run, 'report.html')).length} bytes`);
    for (const scheme of ['light', 'dark']) {
      for (const width of [1280, 360]) {
        console.log(await look(run, expected, scheme, width));
      }
    }
  }
} finally {
  await send('Browser.close').catch(() => {});
  await new Promise(done => browser.exitCode === null ? browser.once('exit', done) : done());
  rmSync(profile, {recursive: true, force: true});
}
problems.forEach(problem => console.error(problem));
process.exitCode = problems.length > 0 ? 1 : 0;
