import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** The path of a browser: $CHROMIUM_PATH, /usr/bin/chromium, or one of the usual names on the path. */
export function browserPath(): string | undefined {
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter)]
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [process.env['CHROMIUM_PATH'] ?? '', ...candidates].find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    if (path === '') return false
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Without a screen, and without the browser's own traffic. */
export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
