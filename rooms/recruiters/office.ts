/** A promoter has an approved office and no more branches than this. Emigration Rules 1979, r. 11-A. */
export const MOST_BRANCHES = 2
