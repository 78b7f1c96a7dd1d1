// Platforms of opening-up, listed.
import { subjectList } from './subject-list.ts'

export const platformList = subjectList('PLATFORM', {})
