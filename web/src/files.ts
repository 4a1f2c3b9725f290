/**
 * A name that is not taken, as file managers make one: `photo.jpg`, `photo (2).jpg`, …. An upload never replaces a
 * file that is there.
 */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  const dot = name.lastIndexOf('.')
  const hasEnding = dot > name.lastIndexOf('/') + 1
  const stem = hasEnding ? name.slice(0, dot) : name
  const ending = hasEnding ? name.slice(dot) : ''
  let free = name
  for (let count = 2; isTaken(free); count++) {
    free = `${stem} (${count})${ending}`
  }
  return free
}

/** What browsers draw: no other type is fetched to be looked at. */
const PICTURE = /\.(avif|bmp|gif|jpe?g|png|svg|webp)$/i

export function isPicture(name: string): boolean {
  return PICTURE.test(name)
}

/** The ending of a name, for a tile that has no picture to show: `pdf`, or nothing where it is long or absent. */
export function ending(name: string): string {
  return /[^/.]\.(\w{1,4})$/.exec(name)?.[1] ?? ''
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** A size for people: `0 B`, `999 B`, `1.5 kB`, `60 MB`; powers of 1000, as S3's console and file managers have it. */
export function fileSize(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`
}
