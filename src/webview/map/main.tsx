import '../language';
import { render } from 'preact';
import { isMapTabMessage, type MapTabToHost } from '../../protocol/mapTab';
import { connectHost } from '../hostConnection';
import { MapApp } from './MapApp';
import { MapModel } from './model';
import './map.css';

const page = connectHost<MapTabToHost>(
  (message) => {
    if (isMapTabMessage(message)) model.receive(message);
  },
  (text) => ({ type: 'trouble', text }),
);
const model = new MapModel(page);
// VS Code changes the class of the body when the theme changes.
new MutationObserver(() => {
  model.repaint();
}).observe(document.body, { attributes: true, attributeFilter: ['class'] });

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
render(<MapApp model={model} />, root);
