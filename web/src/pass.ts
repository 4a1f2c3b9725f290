import type { Access, Credentials, CredentialsProvider } from './bucketpass'
import { byId } from './dom'

const ACCESS: Record<Access, string> = {
  'read-write': 'Read and write',
  'read-only': 'Read only',
  'write-only': 'Write only',
  'write-once': 'Write once',
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' })

/** The panel that says whose prefix this is, what the caller may do, and how long the credentials last. */
export class Pass {
  #credentials: Credentials | undefined
  #since = 0
  #renewals = 0

  show(credentials: Credentials): void {
    if (this.#credentials !== undefined) this.#renewals++
    this.#credentials = credentials
    this.#since = Date.now()

    byId('bucket').textContent = credentials.bucket
    byId('prefix').textContent = credentials.prefix
    const access = byId('access')
    access.textContent = ACCESS[credentials.access]
    access.dataset.access = credentials.access
    const renewed = byId('renewed')
    renewed.textContent = this.#renewals === 0 ? '' : ` · renewed ${clock.format(this.#since)}`
    renewed.dataset.count = String(this.#renewals)
    this.#tick()
  }

  /** Keeps the credentials fresh while the page is looked at, and tells when that fails for good. */
  keep(credentials: CredentialsProvider, onFailed: (error: unknown) => void): void {
    const timer = setInterval(() => {
      this.#tick()
      if (document.hidden) return
      credentials().catch((error: unknown) => {
        clearInterval(timer)
        onFailed(error)
      })
    }, 1000)
  }

  #tick(): void {
    if (this.#credentials === undefined) return
    const { expiration } = this.#credentials
    const left = expiration.getTime() - Date.now()
    const whole = expiration.getTime() - this.#since
    byId<HTMLProgressElement>('life').value = Math.max(0, left / whole)
    byId('ends').textContent =
      left > 0 ? `Credentials end ${clock.format(expiration)}` : `Credentials ended ${clock.format(expiration)}`
  }
}
