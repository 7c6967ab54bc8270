package io.carillon.bench.recording;

import io.carillon.bench.measure.Delays;

/**
 * What arrived of one turn's recordings.
 *
 * @param said samples
 * @param gaps samples that are silence in what arrived, or did not arrive
 * @param wrong samples that are others than those said
 * @param failed recordings that did not end as they should
 * @param delays of the chunks: from when the phone said the last of one to when it had arrived
 */
record Kept(long said, long gaps, long wrong, int failed, Delays delays) {}
