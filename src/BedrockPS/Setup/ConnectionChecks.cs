using System;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Errors;
using BedrockPS.LocalEndpoints;

namespace BedrockPS.Setup;

/// <summary>What calls would use: region, credentials, endpoint and proxy. Nothing is sent to Bedrock.</summary>
internal sealed class ConnectionChecks
{
    private const string Service = "bedrock-runtime";

    private readonly ConnectionSettings _settings;
    private readonly SettingOrigin _origin;
    private readonly ConnectionInspector _inspector;

    public ConnectionChecks(ConnectionSettings settings, SettingOrigin origin)
    {
        _settings = settings;
        _origin = origin;
        _inspector = new ConnectionInspector(EngineClient.For(settings));
    }

    public Task<SetupCheck> RegionAsync(CancellationToken cancellationToken) => CheckAsync(CheckName.Region, async () =>
    {
        ConnectionFinding found = await _inspector.RegionAsync(Service, cancellationToken).ConfigureAwait(false);
        return SetupCheck.Passed(CheckName.Region, $"{found.Value}, from {_origin.Region ?? found.Source}");
    });

    public Task<SetupCheck> CredentialsAsync(CancellationToken cancellationToken) => CheckAsync(CheckName.Credentials, async () =>
    {
        string kind = await _inspector.CredentialsAsync(Service, cancellationToken).ConfigureAwait(false);
        return SetupCheck.Passed(CheckName.Credentials, _origin.Credentials is null ? kind : $"{kind}, from {_origin.Credentials}");
    });

    public Task<SetupCheck> EndpointAsync(CancellationToken cancellationToken) => CheckAsync(CheckName.Endpoint, async () =>
    {
        Uri address = await _inspector.EndpointAsync(Service, cancellationToken).ConfigureAwait(false);
        string url = address.AbsoluteUri.TrimEnd('/');
        foreach (LocalEndpoint local in LocalEndpointRegistry.List())
        {
            if (local.Url == url)
            {
                return SetupCheck.Passed(CheckName.Endpoint, $"Local endpoint {url}: simulated models; Stop-BRLocalEndpoint leads back to AWS.");
            }
        }

        bool isConfigured = EngineClient.For(_settings).ConfiguredEndpoint(Service) is not null;
        return SetupCheck.Passed(
            CheckName.Endpoint,
            isConfigured ? $"{url}, from {_origin.Endpoint ?? "the environment or the profile"}, in place of the region's" : $"{url}, the region's");
    });

    public Task<SetupCheck> ProxyAsync(CancellationToken cancellationToken) => CheckAsync(CheckName.Proxy, async () =>
    {
        Uri address = await _inspector.EndpointAsync(Service, cancellationToken).ConfigureAwait(false);
        return SetupCheck.Passed(
            CheckName.Proxy,
            _inspector.ProxyFor(address) ?? (ConnectionInspector.UsesSystemProxy ? "None in the environment; the system's settings hold." : "None."));
    });

    private async Task<SetupCheck> CheckAsync(string name, Func<Task<SetupCheck>> check)
    {
        try
        {
            return await check().ConfigureAwait(false);
        }
        catch (EngineException exception) when (exception.Failure == EngineFailure.NoRegion && name != CheckName.Region)
        {
            return SetupCheck.Skipped(name, "Depends on the region, and there is none.");
        }
        catch (EngineException exception)
        {
            // The engine's own words: the error's may say what to do as well, and that has a place of its own here.
            BedrockException error = ServiceErrors.From(exception, null, null, _settings.ProfileName);
            return SetupCheck.Failed(name, $"{error.Code}: {exception.Message}", error.RecommendedAction ?? "");
        }
    }
}
