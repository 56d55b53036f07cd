namespace BedrockPS.Engine.Profiles;

/// <summary>One profile: what the credentials file says of it, then the config file.</summary>
internal sealed class Profile
{
    private readonly ProfileSection? _credentials;
    private readonly ProfileSection? _config;

    public Profile(string name, ProfileSection? credentials, ProfileSection? config)
    {
        Name = name;
        _credentials = credentials;
        _config = config;
    }

    public string Name { get; }

    public string? this[string key] => _credentials?[key] ?? _config?[key];

    /// <summary>The order in which AWS's tools decide between several ways in one profile.</summary>
    public ProfileKind Kind =>
        this["role_arn"] is not null ? (this["web_identity_token_file"] is null ? ProfileKind.Role : ProfileKind.WebIdentity)
        : this["sso_session"] is not null || this["sso_start_url"] is not null || this["sso_account_id"] is not null
            ? ProfileKind.SingleSignOn
        : this["aws_access_key_id"] is not null || this["aws_secret_access_key"] is not null ? ProfileKind.Keys
        : this["credential_process"] is not null ? ProfileKind.Process
        : this["login_session"] is not null ? ProfileKind.Login
        : ProfileKind.None;

    /// <exception cref="EngineException">ProfileInvalid: one of the two keys is missing.</exception>
    public KeySet Keys =>
        this["aws_access_key_id"] is string access && this["aws_secret_access_key"] is string secret
            ? new KeySet(access, secret, this["aws_session_token"])
            : throw Invalid("has only one of aws_access_key_id and aws_secret_access_key");

    /// <param name="what">Continues the sentence that begins with the profile.</param>
    /// <param name="inner">What it came from, if anything.</param>
    public EngineException Invalid(string what, System.Exception? inner = null) =>
        new(EngineFailure.ProfileInvalid, $"Profile '{Name}' {what}.", inner);

    public bool? Flag(string key) => bool.TryParse(this[key], out bool value) ? value : null;
}
