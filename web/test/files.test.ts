import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ending, fileSize, freeName, isPicture } from '../src/files.js'

describe('a free name', () => {
  const cases: [wanted: string, taken: string[], given: string][] = [
    ['photo.jpg', [], 'photo.jpg'],
    ['photo.jpg', ['photo.jpg'], 'photo (2).jpg'],
    ['photo.jpg', ['photo.jpg', 'photo (2).jpg'], 'photo (3).jpg'],
    ['notes', ['notes'], 'notes (2)'],
    ['.profile', ['.profile'], '.profile (2)'],
    ['v1.2/notes', ['v1.2/notes'], 'v1.2/notes (2)'],
    ['in/.profile', ['in/.profile'], 'in/.profile (2)'],
    ['archive.tar.gz', ['archive.tar.gz'], 'archive.tar (2).gz'],
  ]
  for (const [wanted, taken, given] of cases) {
    it(`for ${wanted} beside [${taken}] is ${given}`, () => {
      assert.equal(freeName(wanted, (name) => taken.includes(name)), given)
    })
  }
})

describe('a size for people', () => {
  const cases: [bytes: number, text: string][] = [
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [9_949, '9.9 kB'],
    [9_951, '10 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [60_000_000, '60 MB'],
    [5_000_000_000_000, '5.0 TB'],
    [48_800_000_000_000_000, '48800 TB'],
  ]
  for (const [bytes, text] of cases) {
    it(`of ${bytes} bytes is ${text}`, () => assert.equal(fileSize(bytes), text))
  }
})

describe('a picture', () => {
  it('is known by its ending', () => {
    assert.deepEqual(['a.JPG', 'b/c.png', 'd.jpeg', 'e.pdf', 'png', 'f.png.exe'].filter(isPicture), [
      'a.JPG',
      'b/c.png',
      'd.jpeg',
    ])
  })
})

describe('an ending', () => {
  const cases: [name: string, given: string][] = [
    ['report.pdf', 'pdf'],
    ['in/archive.tar.gz', 'gz'],
    ['notes', ''],
    ['.profile', ''],
    ['in/.env', ''],
    ['page.template', ''],
  ]
  for (const [name, given] of cases) {
    it(`of ${name} is "${given}"`, () => assert.equal(ending(name), given))
  }
})
