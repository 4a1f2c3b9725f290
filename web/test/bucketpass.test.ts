import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { bucketpass, BucketpassError, uppyCredentials, type Credentials } from '../src/bucketpass.js'
import { checked } from '../src/config.js'
import { provider as readProvider } from '../src/discovery.js'
import { api, freePort } from './api.js'

let server: Awaited<ReturnType<typeof api>>
beforeEach(async () => {
  server = await api()
})
afterEach(() => server.close())

const token = () => 'a.b.c'
const provider = (more: object = {}) => bucketpass({ api: server.url, token, ...more })

describe('credentials', () => {
  it('are what the AWS SDK for JavaScript takes, with a Date for the expiration', async () => {
    server.answers({ livesSeconds: 3600 })
    const credentials = await provider()()
    assert.equal(credentials.accessKeyId, 'ASIA1')
    assert.equal(credentials.secretAccessKey, 'secret1')
    assert.equal(credentials.sessionToken, 'session1')
    assert.ok(credentials.expiration instanceof Date)
    assert.ok(credentials.expiration.getTime() > Date.now())
    assert.equal(credentials.prefix, 'alice/')
    assert.equal(credentials.access, 'read-write')
  })

  it('are asked for with the token and what was wanted', async () => {
    server.answers({ livesSeconds: 3600 })
    await provider({ access: 'read-only', prefix: 'alice/in/', duration: '15m' })()
    const [request] = server.requests
    assert.equal(request?.method, 'POST')
    assert.equal(request?.path, '/credentials')
    assert.equal(request?.authorization, 'Bearer a.b.c')
    assert.deepEqual(request?.body, { access: 'read-only', prefix: 'alice/in/', duration: '15m' })
  })

  it('are asked for at the right place however the URL ends', async () => {
    server.answers({ livesSeconds: 3600 })
    await bucketpass({ api: `${server.url}/`, token })()
    assert.equal(server.requests[0]?.path, '/credentials')
  })

  it('are kept while they are fresh', async () => {
    server.answers({ livesSeconds: 3600 })
    const credentials = provider()
    assert.equal(await credentials(), await credentials())
    assert.equal(server.requests.length, 1)
  })

  it('take one request however many ask at once', async () => {
    server.answers({ livesSeconds: 3600 })
    const credentials = provider()
    const all = await Promise.all(Array.from({ length: 100 }, () => credentials()))
    assert.equal(new Set(all).size, 1)
    assert.equal(server.requests.length, 1)
  })

  it('are renewed on demand', async () => {
    server.answers({ livesSeconds: 3600 })
    const credentials = provider()
    await credentials()
    assert.equal((await credentials({ forceRefresh: true })).accessKeyId, 'ASIA2')
  })

  it('are renewed in the background once RefreshAfter has passed, while the old ones serve', async () => {
    server.answers({ livesSeconds: 3600, refreshAfterSeconds: -1 }, { livesSeconds: 3600 })
    const renewed: Credentials[] = []
    const credentials = provider({ onRenewed: (now: Credentials) => renewed.push(now) })
    await credentials()
    assert.equal((await credentials()).accessKeyId, 'ASIA1')
    await server.seen(2)
    await until(() => renewed.length === 2)
    assert.equal((await credentials()).accessKeyId, 'ASIA2')
    assert.equal(server.requests.length, 2)
  })

  it('are waited for when the old ones have ended', async () => {
    server.answers({ livesSeconds: -1, refreshAfterSeconds: -2 }, { livesSeconds: 3600 })
    const credentials = provider()
    await credentials()
    assert.equal((await credentials()).accessKeyId, 'ASIA2')
  })

  it('outlive an API that fails while they last', async () => {
    server.answers({ livesSeconds: 3600, refreshAfterSeconds: -1 }, { status: 403, body: problem('NoAccess', 403) })
    const credentials = provider()
    await credentials()
    assert.equal((await credentials()).accessKeyId, 'ASIA1')
    await server.seen(2)
    assert.equal((await credentials()).accessKeyId, 'ASIA1')
  })

  it('come with a new token each time one is asked for', async () => {
    server.answers({ livesSeconds: 3600 })
    let count = 0
    const credentials = bucketpass({ api: server.url, token: async () => `token${++count}` })
    await credentials()
    await credentials({ forceRefresh: true })
    assert.deepEqual(
      server.requests.map((request) => request.authorization),
      ['Bearer token1', 'Bearer token2'],
    )
  })
})

describe('an API that is busy', () => {
  for (const status of [429, 503]) {
    it(`is asked again after a ${status}`, async () => {
      const busy = { status, body: problem('StsUnavailable', status) }
      server.answers(busy, busy, { livesSeconds: 3600 })
      assert.equal((await provider()()).accessKeyId, 'ASIA3')
      assert.equal(server.requests.length, 3)
    })
  }

  it('is left alone for as long as Retry-After says', async () => {
    server.answers({ status: 503, retryAfter: '1', body: problem('StsUnavailable', 503) }, { livesSeconds: 3600 })
    await provider()()
    const [first, second] = server.requests
    assert.ok(second!.at - first!.at >= 990, `came back after ${second!.at - first!.at} ms`)
  })

  it('is not sat through when it asks for a long rest', async () => {
    server.answers({ status: 503, retryAfter: '600', body: problem('StsUnavailable', 503) })
    const error = await refused(provider()())
    assert.equal(error.code, 'StsUnavailable')
    assert.equal(error.retryAfterSeconds, 600)
    assert.equal(server.requests.length, 1)
  })

  it('is given up on in the end, with its own reason', async () => {
    server.answers({ status: 503, body: problem('StsThrottled', 503) })
    const error = await refused(provider()())
    assert.equal(error.code, 'StsThrottled')
    assert.equal(error.status, 503)
    assert.equal(server.requests.length, 5)
  })
})

describe('a refusal', () => {
  it("carries the problem's code, status and detail, and is not asked for again", async () => {
    server.answers({ status: 403, body: problem('AccessNotAllowed', 403) })
    const error = await refused(provider()())
    assert.equal(error.code, 'AccessNotAllowed')
    assert.equal(error.status, 403)
    assert.equal(error.message, 'because of AccessNotAllowed')
    assert.equal(server.requests.length, 1)
  })

  it('by API Gateway itself carries the status', async () => {
    server.answers({ status: 401, body: { message: 'Unauthorized' } })
    const error = await refused(provider()())
    assert.equal(error.code, 'Http401')
    assert.equal(error.message, 'Unauthorized')
  })

  it('is forgotten: the next ask is a new request', async () => {
    server.answers({ status: 403, body: problem('NoAccess', 403) }, { livesSeconds: 3600 })
    const credentials = provider()
    await refused(credentials())
    assert.equal((await credentials()).accessKeyId, 'ASIA2')
  })

  it('is what an answer without credentials becomes', async () => {
    server.answers({ status: 200, body: { AccessKeyId: 'ASIA1' } })
    assert.equal((await refused(provider()())).code, 'BadAnswer')
    server.answers({ livesSeconds: 3600, expiration: 'tomorrow' })
    assert.equal((await refused(provider()())).code, 'BadAnswer')
  })

  it('is what no answer becomes, after some tries', async () => {
    const error = await refused(bucketpass({ api: `http://127.0.0.1:${await freePort()}`, token })())
    assert.equal(error.code, 'Network')
    assert.equal(error.status, 0)
  })

  it('by the token function is passed on as it is', async () => {
    const signedOut = new Error('signed out')
    const credentials = bucketpass({ api: server.url, token: () => Promise.reject(signedOut) })
    await assert.rejects(credentials(), (error) => error === signedOut)
    assert.equal(server.requests.length, 0)
  })
})

describe('a token', () => {
  const bad = ['', 'a\r', 'a\n', '\na', 'a\0b', 'é', 'a b', '"a"', 'a\u2028', 'a=b', 7, undefined, null, {}]
  for (const value of bad) {
    it(`that is ${JSON.stringify(value)} is neither sent nor shown`, async () => {
      server.answers({ livesSeconds: 3600 })
      const error = await refused(provider({ token: () => value })())
      assert.equal(error.code, 'BadToken')
      assert.equal(error.transient, false)
      assert.equal(error.message, 'The sign-in gave no token that can be sent: sign in again.')
      assert.equal(server.requests.length, 0)
    })
  }

  it('is not sent on to where a redirect points', async () => {
    const elsewhere = await api()
    elsewhere.answers({ livesSeconds: 3600 })
    server.answers({ status: 307, body: {}, location: `${elsewhere.url}/credentials` })
    assert.equal((await refused(provider()())).code, 'Network')
    assert.equal(elsewhere.requests.length, 0)
    elsewhere.close()
  })
})

describe('an address', () => {
  const insecure = [
    'http://api.example.com',
    'http://localhost.evil.com',
    'http://127.0.0.1.evil.com',
    'http://localhost@evil.com',
    'http://localhost:80@evil.com',
    'https://user:password@api.example.com',
    'http:\\\\evil.com',
    'http://evil.com\\@localhost',
    'http://[::2]',
    'http://[::ffff:127.0.0.1]',
    'http://0.0.0.0',
    'file:///etc/passwd',
    'smb://host/share',
    'javascript:alert(1)',
    'ftp://localhost',
    '//localhost',
    'api',
    '--version',
    '',
    undefined,
  ]
  for (const address of insecure) {
    it(`${address} is sent no token`, () => {
      assert.throws(
        () => bucketpass({ api: address as string, token }),
        (error) => error instanceof BucketpassError && error.code === 'InsecureAddress' && !error.transient,
      )
    })

    it(`${address} is no endpoint of an issuer, nor of config.json`, () => {
      const good = 'https://issuer.example/x'
      const document = { issuer: good, authorization_endpoint: good, token_endpoint: good }
      const names = ['authorization_endpoint', 'token_endpoint', 'revocation_endpoint', 'end_session_endpoint']
      for (const name of address === undefined ? names.slice(0, 2) : names) {
        assert.throws(() => readProvider({ ...document, [name]: address }, good), { code: 'InsecureAddress' })
      }
      const config = { api: good, issuer: good, clientId: 'c', token: 'id', scope: 'openid' } as const
      for (const member of ['api', 'issuer', 's3']) {
        if (address !== undefined) assert.throws(() => checked({ ...config, [member]: address }), BucketpassError)
      }
    })
  }

  for (const address of ['https://a.example', 'HTTPS://A.example', 'http://LOCALHOST:1', 'http://127.9.9.9', 'http://[::1]:8']) {
    it(`${address} may be sent a token`, () => {
      assert.doesNotThrow(() => bucketpass({ api: address, token }))
    })
  }
})

describe('a value of the response', () => {
  const hostile: [member: string, value: unknown][] = [
    ['AccessKeyId', 'ASIA\ncredential_process = touch pwned'],
    ['SecretAccessKey', 'secret\r'],
    ['SessionToken', "x'; touch pwned"],
    ['SessionToken', 'x\n'],
    ['Region', 'evil.example/'],
    ['Bucket', 'b*'],
    ['Bucket', '${aws:username}'],
    ['Prefix', '../'],
    ['Prefix', 'alice'],
    ['Access', '<b>'],
    ['Expiration', '1'],
    ['Region', 7],
  ]
  for (const [member, value] of hostile) {
    it(`is refused: ${member} ${JSON.stringify(value)}`, async () => {
      server.answers({ livesSeconds: 3600, more: { [member]: value } })
      const error = await refused(provider()())
      assert.equal(error.code, 'BadAnswer')
      assert.equal(error.message, `The API's response has no valid ${member}.`)
    })
  }
})

describe('what Uppy is given', () => {
  it('has both the shapes that its versions read', async () => {
    server.answers({ livesSeconds: 3600 })
    const { bucket, region, credentials } = await uppyCredentials(provider())()
    assert.equal(bucket, 'files')
    assert.equal(region, 'us-east-1')
    assert.equal(credentials.accessKeyId, 'ASIA1')
    assert.equal(credentials.AccessKeyId, 'ASIA1')
    assert.equal(credentials.sessionToken, credentials.SessionToken)
    assert.equal(credentials.secretAccessKey, credentials.SecretAccessKey)
    assert.equal(new Date(credentials.Expiration).toISOString(), credentials.expiration)
  })

  it('is renewed when Uppy asks again, because it asks again only when S3 has refused', async () => {
    server.answers({ livesSeconds: 3600 })
    const getCredentials = uppyCredentials(provider())
    assert.equal((await getCredentials()).credentials.accessKeyId, 'ASIA1')
    assert.equal((await getCredentials()).credentials.accessKeyId, 'ASIA2')
  })

  it('is live: what Uppy has kept shows the renewed credentials', async () => {
    server.answers({ livesSeconds: 3600, refreshAfterSeconds: -1 }, { livesSeconds: 3600 })
    const kept = await uppyCredentials(provider())()
    assert.equal(kept.credentials.accessKeyId, 'ASIA1')
    await until(() => kept.credentials.accessKeyId === 'ASIA2')
  })
})

function problem(code: string, status: number) {
  return { type: `urn:bucketpass:problem:${code}`, title: 'Refused', status, code, detail: `because of ${code}` }
}

async function refused(promise: Promise<unknown>): Promise<BucketpassError> {
  const error = await promise.then(
    () => assert.fail('was not refused'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof BucketpassError, String(error))
  return error
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}
