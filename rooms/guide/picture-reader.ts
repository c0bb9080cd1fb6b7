import { join } from 'node:path'
import type { Worker as Thread } from 'node:worker_threads'
import { renderAsync } from '@resvg/resvg-js'
import { imageSize } from 'image-size'
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js'
import { projectRoot } from '../../core/config.ts'
import { type FileType, findFileType } from '../../core/file-type.ts'
import { Problem } from '../../core/problem.ts'

const MOST_WAITING = 4
const SECONDS_FOR_ONE = 20
const SECONDS_IDLE = 300
// A phone's photo has 12 or 16 million dots; a small file can claim to be a thousand times that.
const MOST_DOTS = 30_000_000
// Letters of an advert are large: more would only be slower.
const LONGEST_SIDE = 2000
// Upright, on either side, on its head: what a camera says of it is not always there.
const TURNS = [0, 90, 270, 180]
/** Percent of confidence from which a reading needs no other beside it. */
const SURE = 80
const data = '@tesseract.js-data/eng/4.0.0_best_int'

/**
 * Reads printed Latin letters and digits from pictures, one at a time, in a thread of its own that
 * ends when nobody has asked for a while. Nothing of a picture is written anywhere.
 */
export class PictureReader {
  #worker: Promise<Worker> | undefined
  #turn: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #idle: NodeJS.Timeout | undefined

  /**
   * The text in a picture (JPEG, PNG or WebP), whichever way up, in which `enough` finds what it is
   * read for; empty where it does not. Throws a Problem where it is no such picture, too large,
   * unreadable, or too many wait.
   */
  async read(picture: Uint8Array, enough: (text: string) => boolean): Promise<string> {
    const dots = dotsOf(picture)
    if (this.#waiting >= MOST_WAITING) throw new Problem('too-many', 'guide/pictures-waiting')
    this.#waiting++
    const mine = this.#turn.then(() => this.#within(dots, enough))
    this.#turn = mine.catch(() => undefined)
    return mine.finally(() => {
      this.#waiting--
      this.#rest()
    })
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#worker = undefined
    await (await worker?.catch(() => undefined))?.terminate()
  }

  #rest(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => void this.stop(), SECONDS_IDLE * 1000)
    this.#idle.unref()
  }

  async #within(picture: Dots, enough: (text: string) => boolean): Promise<string> {
    let clock: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, fail) => {
      clock = setTimeout(() => fail(unreadable()), SECONDS_FOR_ONE * 1000)
    })
    try {
      return await Promise.race([this.#everyWay(picture, enough), late])
    } catch (trouble) {
      // What cannot be read may have left the thread in any state.
      await this.stop()
      throw trouble instanceof Problem ? trouble : unreadable()
    } finally {
      clearTimeout(clock)
    }
  }

  async #everyWay(picture: Dots, enough: (text: string) => boolean): Promise<string> {
    this.#worker ??= start()
    const worker = await this.#worker
    // On its head an advert reads as other words and numbers, but less surely.
    let best = { text: '', surety: -1 }
    for (const turn of TURNS) {
      const { data } = await worker.recognize(await turned(picture, turn))
      const surety = enough(data.text) ? data.confidence : -1
      if (surety > best.surety) best = { text: data.text, surety }
      if (surety >= SURE) break
    }
    return best.text
  }
}

const unreadable = () => new Problem('input', 'guide/picture-unreadable')

interface Dots {
  bytes: Uint8Array
  type: FileType
  width: number
  height: number
}

function dotsOf(bytes: Uint8Array): Dots {
  const type = findFileType(bytes)
  if (!type?.startsWith('image/')) throw new Problem('false-type', 'guide/no-picture')
  const { width, height } = sizeOf(bytes)
  if (width * height > MOST_DOTS) throw new Problem('too-large', 'guide/picture-too-large')
  return { bytes, type, width, height }
}

function sizeOf(bytes: Uint8Array): { width: number; height: number } {
  try {
    return imageSize(bytes)
  } catch {
    throw unreadable()
  }
}

/** The picture on white, turned clockwise and no larger than it needs to be, as PNG. */
async function turned({ bytes, type, width, height }: Dots, degrees: number): Promise<Buffer> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height))
  const [w, h] = [Math.max(1, width * scale), Math.max(1, height * scale)]
  const [across, down] = degrees % 180 ? [h, w] : [w, h]
  const source = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${across}" height="${down}">
    <image href="${source}" width="${w}" height="${h}"
      transform="translate(${across / 2} ${down / 2}) rotate(${degrees}) translate(${-w / 2} ${-h / 2})"/></svg>`
  const drawn = await renderAsync(svg, { background: 'white', font: { loadSystemFonts: false } })
  return drawn.asPng()
}

async function start(): Promise<Worker> {
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    langPath: join(projectRoot(), 'node_modules', data),
    cacheMethod: 'none',
    // Without it, a picture that cannot be read would end the process.
    errorHandler: () => undefined,
  })
  // A thread at rest must not keep the server from ending; the package's types do not show it.
  ;(worker as unknown as { worker: Thread }).worker.unref()
  await worker.setParameters({
    // An advert is words here and there, not a page.
    tessedit_pageseg_mode: PSM.SPARSE_TEXT,
    user_defined_dpi: '300',
  })
  return worker
}
