import * as vscode from 'vscode';
import type { SecretName } from '../../core/prompt/secrets.ts';

/** What a secret looks like, in the language of the window. */
export function secretName(name: SecretName): string {
	const t = vscode.l10n.t;
	const names: Readonly<Record<SecretName, string>> = {
		'private key': t('private key'),
		'AWS access key': t('AWS access key'),
		'AWS secret key': t('AWS secret key'),
		'Volcengine access key': t('Volcengine access key'),
		'Volcengine secret key': t('Volcengine secret key'),
		'Aliyun access key': t('Aliyun access key'),
		'Tencent Cloud secret id': t('Tencent Cloud secret id'),
		'GitHub token': t('GitHub token'),
		'GitLab token': t('GitLab token'),
		'OpenAI or compatible key': t('OpenAI or compatible key'),
		'Stripe key': t('Stripe key'),
		'Slack token': t('Slack token'),
		'Google API key': t('Google API key'),
		'npm token': t('npm token'),
		'PyPI token': t('PyPI token'),
		'Hugging Face token': t('Hugging Face token'),
		'JSON Web Token': t('JSON Web Token'),
		'password in an address': t('password in an address'),
		'secret in an assignment': t('secret in an assignment'),
	};
	return names[name];
}
