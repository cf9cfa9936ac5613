import type { BlockJob } from '../datasets/block-job';
import type { ConditionedLead } from '../domain/representation';
import { conditionExcerpts } from '../signals/condition-excerpts';
import { conditionLead } from '../signals/condition-lead';
import { positionsAtRate } from '../signals/resample';

/** Each lead of a job made ready to be cut from. Throws `LabError` where one cannot be conditioned (too short, sampled too slowly). */
export function conditionedLeads(job: BlockJob): ConditionedLead[] {
  const { annotationRateHz, beatSamples, centreSamples, excerptSamples, conditioning } = job;
  return job.leads.map((lead) => {
    if (excerptSamples !== null) return conditionExcerpts(lead, excerptSamples, conditioning.workingRateHz);
    const conditioned = conditionLead(lead, beatSamples, annotationRateHz, conditioning);
    if (centreSamples === null) return conditioned;
    return { ...conditioned, centres: positionsAtRate(centreSamples, annotationRateHz, conditioning.workingRateHz) };
  });
}
