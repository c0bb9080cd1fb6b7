export { FormModal } from '../../../web/workspace/form-modal.tsx'
