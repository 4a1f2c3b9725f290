import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { AwsS3Options } from '@uppy/aws-s3'
import type { Bucket } from './bucket'

type SignRequest = Extract<AwsS3Options<any, any>, { signRequest: unknown }>['signRequest']

const LINK = { expiresIn: 900 }
const IF_NONE_IS_THERE = { 'If-None-Match': '*' }

/**
 * Signs each of Uppy's requests. Write-once access holds only for a write that asks S3 to refuse where an object is
 * already, and Uppy's own signer sends no such header.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 */
export function writeOnceSigner({ s3, name }: Bucket): SignRequest {
  return async (request) => {
    const object = { Bucket: name, Key: request.key }
    if (!('uploadId' in request)) {
      if (request.method === 'POST') {
        return { url: await getSignedUrl(s3, new CreateMultipartUploadCommand(object), LINK) }
      }
      const put = new PutObjectCommand({ ...object, IfNoneMatch: '*' })
      return { url: await getSignedUrl(s3, put, LINK), headers: IF_NONE_IS_THERE }
    }

    const upload = { ...object, UploadId: request.uploadId }
    if ('partNumber' in request) {
      const part = new UploadPartCommand({ ...upload, PartNumber: request.partNumber })
      return { url: await getSignedUrl(s3, part, LINK) }
    }
    switch (request.method) {
      case 'GET':
        return { url: await getSignedUrl(s3, new ListPartsCommand(upload), LINK) }
      case 'DELETE':
        return { url: await getSignedUrl(s3, new AbortMultipartUploadCommand(upload), LINK) }
      case 'POST': {
        const complete = new CompleteMultipartUploadCommand({ ...upload, IfNoneMatch: '*' })
        return { url: await getSignedUrl(s3, complete, LINK), headers: IF_NONE_IS_THERE }
      }
    }
  }
}
