//! What the name of a key tells of its value.

/// What kind of value stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Person,
    Business,
    Number,
    Street,
    City,
    State,
    Zip,
    Address,
    Latitude,
    Longitude,
    Email,
    NetAddress,
    Link,
    /// A link that nobody else is to know.
    SecretLink,
    Secret,
    /// What was said or written by people.
    Spoken,
    /// Times, ids, codes: they stay, unless they hold somebody's name.
    Plain,
    /// Nothing is known of it.
    Other,
}

/// Keys whose values are people, as they stand.
const PEOPLE: [&str; 24] = [
    "name",
    "callername",
    "customername",
    "contactname",
    "agent",
    "agentname",
    "rep",
    "repname",
    "representative",
    "advisor",
    "advisorname",
    "technician",
    "technicianname",
    "employee",
    "employeename",
    "operator",
    "handledby",
    "assignedto",
    "firstname",
    "lastname",
    "surname",
    "fullname",
    "nickname",
    "username",
];
/// Objects whose `name` is a business's, and those whose `name` names a thing.
const OF_BUSINESSES: [&str; 10] = [
    "group",
    "groupowner",
    "organization",
    "organisation",
    "company",
    "business",
    "advertiser",
    "account",
    "client",
    "billinggroup",
];
const OF_PEOPLE: [&str; 14] = [
    "",
    "caller",
    "callerdetails",
    "customer",
    "contact",
    "agent",
    "user",
    "employee",
    "technician",
    "operator",
    "representative",
    "advisor",
    "person",
    "lead",
];
const BUSINESSES: [&str; 14] = [
    "groupname",
    "orggroupname",
    "groupownername",
    "ownername",
    "advertisername",
    "addefinitionname",
    "organizationname",
    "companyname",
    "company",
    "businessname",
    "listingname",
    "clientname",
    "accountname",
    "billinggroupname",
];
const SECRETS: [&str; 26] = [
    "gclid",
    "fbclid",
    "msclkid",
    "gbraid",
    "wbraid",
    "dclid",
    "sessionid",
    "sessionidentifier",
    "googlesessionid",
    "visitorid",
    "clientid",
    "token",
    "accesstoken",
    "apikey",
    "key",
    "password",
    "secret",
    "authorization",
    "cookie",
    "setcookie",
    "proxyauthorization",
    "publickey",
    "xpublickey",
    "callrecordfile",
    "voicerecordid",
    "calleridentity",
];
const SPOKEN: [&str; 17] = [
    "transcript",
    "calltranscript",
    "summary",
    "callsummary",
    "sentimentsummary",
    "viewofbusinessreason",
    "reason",
    "concernclass",
    "notes",
    "note",
    "comment",
    "comments",
    "message",
    "smsresponse",
    "description",
    "text",
    "feedback",
];

/// What the names of a key and of the object around it tell, both squashed: small letters, nothing between them.
pub(super) fn kind(around: &str, key: &str) -> Kind {
    let is = |keys: &[&str]| keys.contains(&key);
    let ends = |end: &str| key.ends_with(end);
    match key {
        _ if is(&BUSINESSES) => Kind::Business,
        "name" if OF_BUSINESSES.contains(&around) => Kind::Business,
        "name" if !OF_PEOPLE.contains(&around) => Kind::Other,
        _ if is(&PEOPLE) => Kind::Person,
        _ if is(&SECRETS) => Kind::Secret,
        _ if is(&SPOKEN) => Kind::Spoken,
        "latitude" | "lat" => Kind::Latitude,
        "longitude" | "lng" | "lon" => Kind::Longitude,
        "ip" | "ipaddress" | "clientip" | "remoteip" | "xforwardedfor" | "xrealip"
        | "forwarded" => Kind::NetAddress,
        "street" | "callerstreet" => Kind::Street,
        "address" | "calleraddress" => Kind::Address,
        "city" | "callercity" | "town" => Kind::City,
        "state" | "callerstate" | "province" | "region" => Kind::State,
        "host" | "origin" | "referer" => Kind::Link,
        "numberid" | "numberpoolid" => Kind::Plain,
        "voicelink" | "voicelinkassent" => Kind::SecretLink,
        _ if ends("recordingurl") || ends("recordurl") => Kind::SecretLink,
        _ if key.contains("email") => Kind::Email,
        _ if ends("zip") || ends("zipcode") || ends("postcode") || ends("postalcode") => Kind::Zip,
        _ if ends("address") => Kind::Address,
        _ if ends("url") || ends("uri") || ends("uris") || ends("link") || ends("href") => {
            Kind::Link
        }
        _ if key.contains("phone") || ends("mobile") || ends("fax") => Kind::Number,
        _ if ends("number") && !key.starts_with("numberof") => Kind::Number,
        _ if ends("id") || ends("ids") || ends("time") || ends("utc") || ends("date") => {
            Kind::Plain
        }
        "attempt" | "action" | "collectiontype" | "timestamp" | "timezone" | "timezonename" => {
            Kind::Plain
        }
        "mssignature" | "contentlength" | "requestid" => Kind::Plain,
        _ => Kind::Other,
    }
}

/// A key in small letters, with nothing between its words.
pub(super) fn squash(key: &str) -> String {
    let kept = key.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}
