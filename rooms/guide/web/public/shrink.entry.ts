// A photo of some megabytes takes minutes on a slow line; what is read in it needs far fewer dots.
const LONGEST_SIDE = 2000
const SMALL_ENOUGH = 400_000

const form = document.querySelector<HTMLFormElement>('form[data-shrink]')
const field = form?.querySelector<HTMLInputElement>('input[type=file]')

form?.addEventListener('submit', (event) => {
  const picture = field?.files?.[0]
  if (!field || !picture || picture.size < SMALL_ENOUGH) return
  event.preventDefault()
  // Where the browser cannot, the picture goes as it is.
  void smaller(picture)
    .then((small) => put(field, small))
    .catch(() => undefined)
    .then(() => form.submit())
})

async function smaller(picture: File): Promise<File> {
  const dots = await createImageBitmap(picture)
  const scale = Math.min(1, LONGEST_SIDE / Math.max(dots.width, dots.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(dots.width * scale)
  canvas.height = Math.round(dots.height * scale)
  canvas.getContext('2d')!.drawImage(dots, 0, 0, canvas.width, canvas.height)
  const bytes = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.8))
  if (!bytes || bytes.size >= picture.size) return picture
  return new File([bytes], 'advert.jpg', { type: 'image/jpeg' })
}

function put(field: HTMLInputElement, file: File): void {
  const files = new DataTransfer()
  files.items.add(file)
  field.files = files.files
}
