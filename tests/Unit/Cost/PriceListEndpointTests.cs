using System.Linq;
using System.Threading.Tasks;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.Cost;

[Collection("Environment")]
public sealed class PriceListEndpointTests
{
    [Fact]
    public async Task Each_service_may_have_an_address_of_its_own()
    {
        await using LoopbackServer models = new(PriceListTests.Answer([], []));
        await using LoopbackServer prices = new(PriceListTests.Answer([[PriceListTests.Product("Nova Lite", "USE1-NovaLite-input-tokens", "Input tokens", "0.00006")]], [[]]));
        using EnvironmentScope scope = new();
        scope.Set("AWS_ENDPOINT_URL_BEDROCK", models.Url).Set("AWS_ENDPOINT_URL_PRICING", prices.Url);
        using PowerShellHost shell = new();

        shell.Run("Import-BRPrice -Refresh -Scope Session -Region us-east-1 -AccessKey AKIDEXAMPLE -SecretKey secret -WarningAction SilentlyContinue");

        Assert.Empty(shell.Errors);
        Assert.Equal(2, shell.Run("Get-BRPrice").Count);
        Assert.All(prices.Requests, static request => Assert.NotNull(request["X-Amz-Target"]));
        Assert.DoesNotContain(models.Requests, static request => request["X-Amz-Target"] is not null);
    }

    [Fact]
    public void A_local_endpoint_has_no_prices()
    {
        using PowerShellHost shell = new();
        shell.Run("$endpoint = Start-BRLocalEndpoint; Import-BRPrice -Refresh -Scope Session; Stop-BRLocalEndpoint $endpoint");
        Assert.Equal("NotImplemented", ((BedrockException)Assert.Single(shell.Errors).Exception).Code);
        Assert.Empty(shell.Run("Get-BRPrice"));
    }
}
