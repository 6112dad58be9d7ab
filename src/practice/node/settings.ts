/** How a practice node behaves: delays in milliseconds of the cluster's clock, sizes in bytes. */

/** What a pull takes at least; a second pull of the same image only asks whether it is still the same. */
export const pullTakes = 1_200;
export const recheckTakes = 150;
/** From a created container to a started one. */
export const startTakes = 300;

/** A container that ended is looked at again after this long. */
export const restartTakes = 1_000;

/** Back-off of pulls and of restarts: the first, doubled each time up to the longest. */
export const firstBackOff = 10_000;
export const longestBackOff = 300_000;
/** A container that ran this long begins with the first back-off again. */
export const backOffForgottenAfter = 600_000;

/** How long Linux tries an address of the pods' network that nobody has. */
export const unreachableAfter = 3_000;

/** Each container keeps this much of its log, twice. */
export const logFileSize = 4 * 1024 * 1024;

/** The heap of a container's thread when the container has no memory limit, and the least it can run in. */
export const defaultHeap = 128 * 1024 * 1024;
export const smallestHeap = 12 * 1024 * 1024;

/** A node says that it is there this often: wall time, however fast the cluster's clock is. */
export const heartbeatEvery = 300_000;

/** A node that has not said so for this long is taken for lost. */
export const lostAfter = 50_000;

/** How long containers may take to end when the node itself does: wall time, someone waits for it. */
export const shutdownGrace = 500;
