// Loaded before a server (node --import): writes the heap in use to the file that HEAP_FILE names, every second.
import { writeFileSync } from 'node:fs'
import { setInterval } from 'node:timers'

const file = process.env.HEAP_FILE
if (file) setInterval(() => writeFileSync(file, String(process.memoryUsage().heapUsed)), 1000).unref()
