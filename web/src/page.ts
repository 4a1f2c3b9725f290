import './style.css'
import { Bucket } from './bucket'
import { type Access, bucketpass, BucketpassError, type Credentials } from './bucketpass'
import { type Config, readConfig } from './config'
import { byId, show } from './dom'
import { FileList } from './file-list'
import { Pass } from './pass'
import { beginSignIn, finishSignIn, type Session, SignedOut } from './session'

const NO_UPLOADS = 'You may look at these files and download them, but not add or delete any.'
const NO_LISTING = 'You may add files here, but not see the ones that are there.'

const may = {
  write: (access: Access) => access !== 'read-only',
  list: (access: Access) => access === 'read-write' || access === 'read-only',
  remove: (access: Access) => access === 'read-write',
}

async function start(): Promise<void> {
  const config = await readConfig()
  byId('sign-in').onclick = () => attempt(() => beginSignIn(config))
  try {
    const session = await finishSignIn(config)
    if (session === undefined) welcome(config)
    else await open(config, session)
  } catch (error) {
    if (!(error instanceof SignedOut)) throw error
    welcome(config)
    complain(error)
  }
}

function welcome({ hint }: Config): void {
  byId('hint').textContent = hint ?? ''
  show('hint', hint !== undefined)
  show('desk', false)
  show('who', false)
  show('welcome', true)
}

/** Fetches the pass, and shows what it opens. */
async function open(config: Config, session: Session): Promise<void> {
  byId('name').textContent = session.name
  byId('sign-out').onclick = () => attempt(() => session.signOut())
  show('who', true)

  const pass = new Pass()
  const credentials = bucketpass({
    api: config.api,
    token: () => session.token(),
    access: config.access,
    duration: config.duration,
    onRenewed: (renewed) => pass.show(renewed),
  })
  const first = await credentials()
  pass.keep(credentials, (error) => {
    if (error instanceof SignedOut) welcome(config)
    complain(error)
  })

  show('desk', true)
  const bucket = new Bucket(credentials, first, config.s3)
  const files = new FileList(bucket, may.remove(first.access), complain)
  await Promise.all([listing(files, first), uploading(files, bucket, credentials, first)])
}

async function listing(files: FileList, { access }: Credentials): Promise<void> {
  if (may.list(access)) await files.refresh()
  else files.cannotBeSeen(NO_LISTING)
}

async function uploading(
  files: FileList,
  bucket: Bucket,
  credentials: ReturnType<typeof bucketpass>,
  { access }: Credentials,
): Promise<void> {
  if (!may.write(access)) {
    byId('no-uploads').textContent = NO_UPLOADS
    show('no-uploads', true)
    return
  }
  const { offerUploads } = await import('./uploads')
  offerUploads({
    bucket,
    credentials,
    access,
    target: byId('uploads'),
    isStored: (name) => files.has(name),
    onStored: (name) => void files.added(name),
  })
}

/** Shows what went wrong, in the API's own words and with its code. */
function complain(error: unknown): void {
  byId('problem-text').textContent = error instanceof Error ? error.message : String(error)
  byId('problem-code').textContent = error instanceof BucketpassError ? error.code : ''
  show('problem', true)
}

async function attempt(act: () => Promise<void>): Promise<void> {
  show('problem', false)
  await act().catch(complain)
}

byId('problem-retry').onclick = () => location.reload()
void attempt(start)
