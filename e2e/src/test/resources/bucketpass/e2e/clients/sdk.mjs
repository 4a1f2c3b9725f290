// The AWS SDK for JavaScript, told nothing: bucket, endpoint and credentials' address are in the environment.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createRequire } from "node:module";

const require = createRequire(`${process.env.CLIENTS}/js/`);
const { S3Client, PutObjectCommand, GetObjectCommand, ListObjectsV2Command } = require("@aws-sdk/client-s3");
const { version } = require("@aws-sdk/client-s3/package.json");
const { BUCKET: Bucket, PREFIX, OUTSIDE } = process.env;
const s3 = new S3Client();

const refused = (command) => assert.rejects(s3.send(command), { name: "AccessDenied" });

async function playRound(n) {
  const Key = `${PREFIX}js-${n}.txt`;
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: "hello" }));
  const list = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: PREFIX }));
  assert(list.Contents.some((object) => object.Key === Key));
  const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
  assert.equal(await got.Body.transformToString(), "hello");
  await refused(new PutObjectCommand({ Bucket, Key: `${OUTSIDE}js.txt`, Body: "" }));
  await refused(new GetObjectCommand({ Bucket, Key: `${OUTSIDE}js.txt` }));
  await refused(new ListObjectsV2Command({ Bucket, Prefix: OUTSIDE }));
  console.log("round");
}

console.log(`version ${version}`);
await playRound(1);
await once(process.stdin, "data");
await playRound(2);
await once(process.stdin, "data");
await playRound(3);
process.exit();
