import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'

const { BUCKETPASS_BUCKET: bucket, BUCKETPASS_ROLE_ARN: roleArn, AWS_REGION: region } = process.env
const { BUCKETPASS_ISSUER: issuer, BUCKETPASS_AUDIENCE: audience } = process.env
const sts = new STSClient({ region })

const policyFor = (prefix) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      Resource: `arn:aws:s3:::${bucket}/${prefix}*`,
    },
    {
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: `arn:aws:s3:::${bucket}`,
      Condition: { StringLike: { 's3:prefix': `${prefix}*` } },
    },
  ],
})

const reply = (statusCode, body) => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
})

export const handler = async (event) => {
  const claims = event.requestContext.authorizer.jwt.claims
  const valid =
    claims.iss === issuer &&
    claims.aud === audience &&
    claims.token_use === 'id' &&
    Number(claims.exp) > Date.now() / 1000 &&
    /^[A-Za-z0-9-]+$/.test(claims.sub)
  if (!valid) return reply(403, { Message: 'These claims are not accepted.' })

  const prefix = `${claims.sub}/`
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: claims.sub,
      SourceIdentity: claims.sub,
      DurationSeconds: 3600,
      Policy: JSON.stringify(policyFor(prefix)),
      Tags: [
        { Key: 'prefix', Value: prefix },
        { Key: 'access', Value: '/list/read/put/delete/' },
      ],
    }),
  )
  return reply(200, { Version: 1, ...Credentials, Bucket: bucket, Region: region, Prefix: prefix })
}
