/** An element that index.html has. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`index.html has no #${id}`)
  return element as T
}

export function show(id: string, shown: boolean): void {
  byId(id).hidden = !shown
}

/** Tells those who listen instead of looking. */
export function say(text: string): void {
  byId('said').textContent = text
}
