import type { Bucket, StoredFile } from './bucket'
import { byId, say, show } from './dom'
import { ending, fileSize, isPicture } from './files'

const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** Pictures up to this size are shown small in the list; a larger one is fetched when it is asked for. */
const THUMBNAIL_MOST = 4 * 1024 * 1024

/** The caller's files, newest first, with what may be done to them. */
export class FileList {
  #files = new Map<string, StoredFile>()
  #next: string | undefined

  constructor(
    private readonly bucket: Bucket,
    private readonly mayRemove: boolean,
    private readonly complain: (error: unknown) => void,
  ) {
    byId('refresh').onclick = () => this.#attempt(() => this.refresh())
    byId('more').onclick = () => this.#attempt(() => this.#load(this.#next))
  }

  /** Whether a file of that name is known to be there. */
  has(name: string): boolean {
    return this.#files.has(name)
  }

  async refresh(): Promise<void> {
    this.#files.clear()
    await this.#load(undefined)
  }

  async added(name: string): Promise<void> {
    say(`${name} is uploaded.`)
    if (this.#listed) await this.#attempt(() => this.refresh())
  }

  /** For callers who may add files but not list them. */
  cannotBeSeen(why: string): void {
    this.#listed = false
    show('refresh', false)
    byId('no-files').textContent = why
    show('no-files', true)
  }

  #listed = true

  async #load(after: string | undefined): Promise<void> {
    const { files, next } = await this.bucket.list(after)
    this.#next = next
    for (const file of files) this.#files.set(file.name, file)
    this.#render()
  }

  #render(): void {
    const newestFirst = [...this.#files.values()].sort((a, b) => b.modified.getTime() - a.modified.getTime())
    byId('files').replaceChildren(...newestFirst.map((file) => this.#row(file)))
    byId('count').textContent = this.#files.size === 0 ? '' : `${this.#files.size}${this.#next === undefined ? '' : '+'}`
    byId('no-files').textContent = 'No files yet.'
    show('no-files', this.#files.size === 0)
    show('more', this.#next !== undefined)
  }

  #row(file: StoredFile): Node {
    const row = byId<HTMLTemplateElement>('file').content.cloneNode(true) as DocumentFragment
    const part = <T extends HTMLElement>(selector: string) => row.querySelector<T>(selector)!
    part('.name').textContent = file.name
    part('.size').textContent = fileSize(file.size)
    const time = part<HTMLTimeElement>('time')
    time.dateTime = file.modified.toISOString()
    time.textContent = date.format(file.modified)

    const button = (name: string, act: () => Promise<void>): HTMLButtonElement => {
      const found = part<HTMLButtonElement>(`[data-do=${name}]`)
      found.setAttribute('aria-label', `${found.textContent} ${file.name}`)
      found.onclick = () => this.#attempt(act)
      return found
    }
    button('preview', () => this.#preview(file)).hidden = !isPicture(file.name)
    button('download', () => this.#download(file))
    button('remove', () => this.#remove(file)).hidden = !this.mayRemove
    part('.thumb').textContent = ending(file.name)
    if (isPicture(file.name) && file.size <= THUMBNAIL_MOST) void this.#thumbnail(file, part('.thumb'))
    return row
  }

  async #thumbnail({ key, name }: StoredFile, place: HTMLElement): Promise<void> {
    const picture = new Image()
    picture.alt = ''
    picture.loading = 'lazy'
    picture.onerror = () => place.replaceChildren(ending(name))
    picture.src = await this.bucket.view(key)
    place.replaceChildren(picture)
  }

  async #preview({ key, name }: StoredFile): Promise<void> {
    const picture = byId<HTMLImageElement>('preview-picture')
    picture.alt = name
    picture.src = await this.bucket.view(key)
    byId('preview-name').textContent = name
    const dialog = byId<HTMLDialogElement>('preview')
    dialog.onclose = () => picture.removeAttribute('src')
    dialog.showModal()
  }

  async #download(file: StoredFile): Promise<void> {
    const link = document.createElement('a')
    link.href = await this.bucket.download(file)
    link.click()
  }

  async #remove({ key, name }: StoredFile): Promise<void> {
    if (!(await confirmed(`Delete ${name}? It cannot be brought back from here.`))) return
    await this.bucket.remove(key)
    say(`${name} is deleted.`)
    await this.refresh()
    byId('files-title').focus()
  }

  async #attempt(act: () => Promise<void>): Promise<void> {
    show('problem', false)
    await act().catch(this.complain)
  }
}

function confirmed(question: string): Promise<boolean> {
  const dialog = byId<HTMLDialogElement>('confirm')
  byId('confirm-text').textContent = question
  dialog.returnValue = 'no'
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(dialog.returnValue === 'yes')
  })
}
