import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { Credentials, CredentialsProvider } from './bucketpass'

/** An object below the caller's prefix. */
export interface StoredFile {
  key: string
  /** The key without the prefix. */
  name: string
  size: number
  modified: Date
}

export interface Page {
  files: StoredFile[]
  /** Where the next page starts; absent on the last. */
  next: string | undefined
}

/** The caller's own part of the bucket, reached with the vended credentials alone. */
export class Bucket {
  readonly s3: S3Client
  readonly name: string
  readonly prefix: string
  /** The bucket's own URL: requests for objects start with it. */
  readonly url: string

  constructor(credentials: CredentialsProvider, { bucket, region, prefix }: Credentials, endpoint?: string) {
    this.name = bucket
    this.prefix = prefix
    this.s3 = new S3Client({
      region,
      credentials,
      endpoint,
      forcePathStyle: endpoint !== undefined,
      // A link is signed before its body is known, and a checksum of no body would not match.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      // Nor does a browser that follows a link check one.
      responseChecksumValidation: 'WHEN_REQUIRED',
    })
    this.url = this.s3.config.endpointProvider({
      Bucket: bucket,
      Region: region,
      Endpoint: endpoint,
      ForcePathStyle: endpoint !== undefined,
    }).url.href
  }

  async list(after?: string): Promise<Page> {
    const { Contents = [], NextContinuationToken } = await this.s3.send(
      new ListObjectsV2Command({ Bucket: this.name, Prefix: this.prefix, ContinuationToken: after }),
    )
    const files = Contents.map(({ Key = '', Size = 0, LastModified = new Date(0) }) => ({
      key: Key,
      name: Key.slice(this.prefix.length),
      size: Size,
      modified: LastModified,
    }))
    return { files, next: NextContinuationToken }
  }

  async remove(key: string): Promise<void> {
    await this.s3.send(new DeleteObjectCommand({ Bucket: this.name, Key: key }))
  }

  /** A link to look at the object, which ends with the credentials that signed it. */
  view(key: string): Promise<string> {
    return getSignedUrl(this.s3, new GetObjectCommand({ Bucket: this.name, Key: key }), LINK)
  }

  /** A link that saves the object under its name: the browser streams it, whatever its size. */
  download({ key, name }: StoredFile): Promise<string> {
    const file = name.slice(name.lastIndexOf('/') + 1)
    const command = new GetObjectCommand({
      Bucket: this.name,
      Key: key,
      ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeRfc5987(file)}`,
    })
    return getSignedUrl(this.s3, command, LINK)
  }
}

const LINK = { expiresIn: 900 }

/** As RFC 5987 has it: encodeURIComponent leaves a few characters that it forbids. */
function encodeRfc5987(text: string): string {
  return encodeURIComponent(text).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
}
