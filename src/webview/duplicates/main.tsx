import '../language';
import { render } from 'preact';
import { type DuplicatesTabToHost, isDuplicatesTabState } from '../../protocol/duplicatesTab';
import { connectHost } from '../hostConnection';
import { DuplicatesApp } from './DuplicatesApp';
import { DuplicatesModel } from './model';
import './duplicates.css';

const page = connectHost<DuplicatesTabToHost>(
  (message) => {
    if (isDuplicatesTabState(message)) model.receive(message);
  },
  (text) => ({ type: 'trouble', text }),
);
const model = new DuplicatesModel(page);

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
render(<DuplicatesApp model={model} />, root);
