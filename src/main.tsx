import { createApp } from './app/create-app';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');
createApp(root);
