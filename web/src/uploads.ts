import AwsS3 from '@uppy/aws-s3'
import Uppy, { type Body, type Meta, type UppyFile } from '@uppy/core'
import Dashboard from '@uppy/dashboard'
import '@uppy/core/css/style.min.css'
import '@uppy/dashboard/css/style.min.css'
import type { Bucket } from './bucket'
import { type Access, type CredentialsProvider, uppyCredentials } from './bucketpass'
import { freeName } from './files'
import { writeOnceSigner } from './write-once'

/** S3's least part size: the smaller the part, the less a pause or a lost connection costs. */
const PART = 5 * 1024 * 1024

export interface Uploads {
  readonly bucket: Bucket
  readonly credentials: CredentialsProvider
  readonly access: Access
  readonly target: HTMLElement
  /** Whether the bucket is known to hold a file of that name. */
  readonly isStored: (name: string) => boolean
  /** Told of each file that has arrived. */
  readonly onStored: (name: string) => void
}

type File = UppyFile<Meta, Body>

/** Uppy's dashboard, sending files straight to the caller's prefix. */
export function offerUploads({ bucket, credentials, access, target, isStored, onStored }: Uploads): Uppy {
  const names = new Map<string, string>()

  /** The same for each retry of a file, and never that of another one. */
  const nameOf = (file: File): string => {
    const wanted = typeof file.meta.relativePath === 'string' ? file.meta.relativePath : file.name
    const given = new Set(names.values())
    const name = names.get(file.id) ?? freeName(wanted, (taken) => given.has(taken) || isStored(taken))
    names.set(file.id, name)
    return name
  }

  const sending = {
    generateObjectKey: (file: File) => bucket.prefix + nameOf(file),
    shouldUseMultipart: (file: File) => (file.size ?? 0) > PART,
    getChunkSize: () => PART,
    allowedMetaFields: false,
  }

  return new Uppy()
    .use(Dashboard, {
      target,
      inline: true,
      width: '100%',
      height: '100%',
      theme: 'auto',
      fileManagerSelectionType: 'files',
      proudlyDisplayPoweredByUppy: false,
      locale: { strings: { dashboardTitle: 'Upload files', dropPasteFiles: 'Drop files here or %{browseFiles}' } },
    })
    .use(
      AwsS3,
      access === 'write-once'
        ? { ...sending, signRequest: writeOnceSigner(bucket) }
        : { ...sending, s3Endpoint: bucket.url, getCredentials: uppyCredentials(credentials) },
    )
    .on('upload-success', (file) => {
      if (file !== undefined) onStored(nameOf(file))
    })
}
