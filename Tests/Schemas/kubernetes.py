"""Validates files of manifests by the strict schemas of Kubernetes, from 1.30 to the newest there is.

Prints each mismatch, and at the end the versions that were asked. One validator for each kind: making one
takes far longer than using it.
"""
import json, sys
from importlib.resources import files
import jsonschema, yaml
from referencing import Registry, Resource

root = files('kubernetes_validate').joinpath('kubernetes-json-schema')
number = lambda version: tuple(map(int, version.split('.')))
folders = {}
for folder in root.iterdir():
    if folder.name.endswith('-local-strict'):
        version = '.'.join(folder.name[1:].split('-')[0].split('.')[:2])
        if number(version) >= (1, 30):
            folders[version] = folder

documents = []
for name in sys.argv[1:]:
    with open(name, encoding='utf-8') as file:
        documents += [(name, document) for document in yaml.safe_load_all(file)]

failed = False
for version in sorted(folders, key=number):
    definitions = Resource.from_contents(json.loads(folders[version].joinpath('_definitions.json').read_text()))
    validators = {}
    for name, document in documents:
        group = document['apiVersion'].split('/')
        api = group[0].split('.')[0] + '-' + group[1] if len(group) == 2 else group[0]
        kind = document['kind'].lower() + '-' + api
        if kind not in validators:
            schema = json.loads(folders[version].joinpath(kind + '.json').read_text())
            registry = definitions @ (Resource.from_contents(schema) @ Registry())
            validators[kind] = jsonschema.validators.Draft202012Validator(schema, registry=registry)
        for error in validators[kind].iter_errors(document):
            failed = True
            print(version, name, document['kind'], document['metadata']['name'], list(error.path), error.message)
print(*sorted(folders, key=number))
sys.exit(failed)
