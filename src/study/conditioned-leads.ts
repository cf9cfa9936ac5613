import type { BlockJob } from '../datasets/block-job';
import { withFile } from '../domain/problem';
import type { Lead } from '../domain/recording';
import type { ConditionedLead } from '../domain/representation';
import { conditionExcerpts } from '../signals/condition-excerpts';
import { conditionLead } from '../signals/condition-lead';
import { conditionLeadInPieces } from '../signals/condition-pieces';
import { positionsAtRate } from '../signals/resample';

type ConditionLead = (...given: Parameters<typeof conditionLead>) => ConditionedLead;

/** Up to here the whole lead is filtered sooner than the surroundings of the 256 beats that a usual beat is taken from. */
const LONG_SECONDS = 3 * 3600;

/** The first lead of a job, for the eye, which looks at a beat at a time: one of hours is conditioned where it is looked at. */
export function previewLead(job: BlockJob): ConditionedLead {
  const [lead] = job.leads;
  const isLong = lead !== undefined && lead.digital.length > LONG_SECONDS * lead.samplingRateHz;
  const [conditioned] = conditionedLeads(job, isLong ? conditionLeadInPieces : conditionLead);
  return conditioned as ConditionedLead;
}

/** Each lead of a job made ready to be cut from. Throws `LabError` where one cannot be conditioned (too short, sampled too slowly). */
export function conditionedLeads(job: BlockJob, condition: ConditionLead = conditionLead): ConditionedLead[] {
  try {
    return job.leads.map((lead) => conditionedLead(lead, job, condition));
  } catch (thrown) {
    // A lead does not know whose it is.
    throw withFile(thrown, job.recordingName);
  }
}

function conditionedLead(lead: Lead, job: BlockJob, condition: ConditionLead): ConditionedLead {
  const { annotationRateHz, beatSamples, centreSamples, excerptSamples, conditioning } = job;
  if (excerptSamples !== null) return conditionExcerpts(lead, excerptSamples, conditioning.workingRateHz);
  const conditioned = condition(lead, beatSamples, annotationRateHz, conditioning);
  if (centreSamples === null) return conditioned;
  return { ...conditioned, centres: positionsAtRate(centreSamples, annotationRateHz, conditioning.workingRateHz) };
}
