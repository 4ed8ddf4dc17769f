import { Unpacker } from '../core/chat/parcels.ts';
import { receiveInWebview } from '../core/chat/protocol.ts';
import { App } from './app.ts';
import { openBridge } from './bridge.ts';

const bridge = openBridge();
const unpacker = new Unpacker();
let app: App | undefined;

// Until the words are there, there is no panel to show anything in.
const receive = receiveInWebview({
	init: ({ strings }) => {
		app = new App(strings, bridge);
	},
	settings: message => app?.handlers.settings(message),
	show: message => app?.handlers.show(message),
	turn: message => app?.handlers.turn(message),
	length: message => app?.handlers.length(message),
	append: message => app?.handlers.append(message),
	waiting: message => app?.handlers.waiting(message),
	settle: message => app?.handlers.settle(message),
	remove: message => app?.handlers.remove(message),
	queue: message => app?.handlers.queue(message),
	compose: message => app?.handlers.compose(message),
	history: message => app?.handlers.history(message),
	notice: message => app?.handlers.notice(message),
	attachments: message => app?.handlers.attachments(message),
	scalePicture: message => app?.handlers.scalePicture(message),
	pastedFrom: message => app?.handlers.pastedFrom(message),
	beginContext: message => app?.handlers.beginContext(message),
	forgetDraft: message => app?.handlers.forgetDraft(message),
	contextUse: message => app?.handlers.contextUse(message),
	prompts: message => app?.handlers.prompts(message),
	contextFound: message => app?.handlers.contextFound(message),
	focus: message => app?.handlers.focus(message),
	connection: message => app?.handlers.connection(message),
	firstRun: message => app?.handlers.firstRun(message),
	firstRunResult: message => app?.handlers.firstRunResult(message),
});

window.addEventListener('message', event => {
	// The extension's messages come through the frame around this one, which VS Code serves from the
	// same origin and hides (`window.parent` is gone by now). No other frame can be in here.
	if (event.origin === window.origin) {
		const whole = unpacker.take(event.data);
		if (whole !== undefined) {
			receive(whole);
		}
	}
});

bridge.post({ type: 'ready' });
