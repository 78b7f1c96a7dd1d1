import cluster from 'node:cluster'
import { AggregatorRegistry } from 'prom-client'
import { told, type Told } from './message.ts'

/** Whether this process is one of several that serve together. */
export const isWorker = (): boolean => cluster.isWorker

/** Resolves once the process that started this one has said so. */
export function heard(type: Told['type']): Promise<void> {
  return new Promise((resolve) => {
    onTold((message) => {
      if (message.type === type) resolve()
    })
  })
}

/** The metrics of all workers together; the process that started them knows the others. */
export function metricsOfAll(): () => Promise<string> {
  // With one of these a process answers when another collects what all have counted.
  void new AggregatorRegistry()
  const asked = new Map<number, { resolve(text: string): void; reject(error: Error): void }>()
  let questions = 0
  onTold((message) => {
    if (message.type !== 'kouan:metrics') return
    const { resolve, reject } = asked.get(message.question) ?? {}
    asked.delete(message.question)
    if (message.text === null) reject?.(new Error('the metrics of a worker are missing; the log says why'))
    else resolve?.(message.text)
  })
  return () =>
    new Promise((resolve, reject) => {
      const question = (questions += 1)
      asked.set(question, { resolve, reject })
      process.send?.({ type: 'kouan:metrics-asked', question } satisfies Told)
    })
}

function onTold(listener: (message: Told) => void): void {
  process.on('message', (message) => {
    const ours = told(message)
    if (ours) listener(ours)
  })
}
