// Validates the Kubernetes manifests on standard input against the OpenAPI schemas of Kubernetes, and prints one line a defect.
// The exit code is 0 if there is none, otherwise 1. What goes to standard error is no defect but a mistake of this program, or of its installation.
import { text } from 'node:stream/consumers';
import * as apps from 'kubernetes-models/apps/v1';
import * as core from 'kubernetes-models/v1';
import { parseAllDocuments } from 'yaml';

const groups = new Map([['v1', core], ['apps/v1', apps]]);

function findDefects(document) {
  const unreadable = [...document.errors, ...document.warnings];
  if (unreadable.length > 0) {
    return unreadable.map(error => error.message);
  }

  const { apiVersion, kind, ...rest } = document.toJS() ?? {};
  const model = groups.get(apiVersion)?.[kind];
  if (model?.kind !== kind) {
    return [`there is no kind ${kind} in ${apiVersion}`];
  }

  try {
    new model(rest).validate();
    return [];
  } catch (error) {
    if (!Array.isArray(error.errors)) {
      throw error;
    }

    return error.errors.map(defect => `${defect.instancePath || '/'} ${defect.message}`);
  }
}

// Kubernetes reads YAML 1.1, where a bare yes is no text.
const documents = parseAllDocuments(await text(process.stdin), { version: '1.1' });
const defects = documents.length === 0
  ? ['there is no document']
  : documents.flatMap((document, index) => findDefects(document).map(defect => `document ${index + 1}: ${defect}`));
for (const defect of defects) {
  console.log(defect.replaceAll(/\s+/g, ' ').trim());
}

process.exitCode = defects.length === 0 ? 0 : 1;
