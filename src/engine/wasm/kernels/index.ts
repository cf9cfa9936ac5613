export { lead, serve } from './team';
