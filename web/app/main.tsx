import '../style/tokens.css';
import '../style/base.css';
import '../style/shell.css';
import '../style/work.css';
import '../style/sheet.css';
import '../style/forms.css';
import '../style/ask.css';
import '../style/leaders.css';
import '../style/wall.css';
import '../style/open.css';
import { render } from 'preact';
import { applyAppearance, keptAppearance } from '../shell/appearance.ts';
import { keepOnDevice } from '../shell/new-version.tsx';
import { App } from './app.tsx';

applyAppearance(keptAppearance());
render(<App />, document.body);
keepOnDevice();
