import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What the server answers: credentials that live so long, or what `status` and `body` say. */
type Answer =
  | { livesSeconds: number; refreshAfterSeconds?: number; expiration?: string; more?: object }
  | { status: number; body: object; retryAfter?: string; location?: string }

interface Seen {
  method: string
  path: string
  authorization: string
  body: unknown
  at: number
}

/** An API on a real socket that answers as it is told; the last answer is repeated. */
export async function api() {
  const requests: Seen[] = []
  let answers: Answer[] = []

  const server = createServer(async (request, response) => {
    requests.push({
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      body: JSON.parse((await text(request)) || 'null'),
      at: Date.now(),
    })
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!
    if ('status' in answer) {
      const retryAfter = answer.retryAfter === undefined ? {} : { 'Retry-After': answer.retryAfter }
      const location = answer.location === undefined ? {} : { Location: answer.location }
      response.writeHead(answer.status, { 'Content-Type': 'application/problem+json', ...retryAfter, ...location })
      response.end(JSON.stringify(answer.body))
    } else {
      response.writeHead(200, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(credentials(requests.length, answer)))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answers: (...given: Answer[]) => {
      answers = given
    },
    seen: async (count: number) => {
      while (requests.length < count) await new Promise((resolve) => setTimeout(resolve, 5))
    },
    close: () => server.close(),
  }
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function credentials(nth: number, answer: Extract<Answer, { livesSeconds: number }>) {
  const { livesSeconds, refreshAfterSeconds = livesSeconds / 2, expiration = inSeconds(livesSeconds) } = answer
  return {
    Version: 1,
    AccessKeyId: `ASIA${nth}`,
    SecretAccessKey: `secret${nth}`,
    SessionToken: `session${nth}`,
    Expiration: expiration,
    RefreshAfter: inSeconds(refreshAfterSeconds),
    Bucket: 'files',
    Region: 'us-east-1',
    Prefix: 'alice/',
    Access: 'read-write',
    ...answer.more,
  }
}

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString()
}
