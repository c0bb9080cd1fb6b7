/** Measures a network off the page's thread. */
import { type MeasureAsked, measure } from '../measure.ts'

addEventListener('message', ({ data }: MessageEvent<MeasureAsked>) => postMessage(measure(data)))
