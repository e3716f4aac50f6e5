import { definePhrases } from '../engine/phrase.ts';

const DJ = 'https://github.com/django/django/blob/main/django/middleware/csrf.py';
const DJV = 'https://github.com/django/django/blob/main/django/views/csrf.py';
const LARAVEL =
  'https://github.com/laravel/framework/blob/12.x/src/Illuminate/Foundation/Http/Middleware/VerifyCsrfToken.php';
const SPRING =
  'https://github.com/spring-projects/spring-security/tree/main/web/src/main/java/org/springframework/security/web/csrf';
const ASP = 'https://learn.microsoft.com/en-us/aspnet/core/security/anti-request-forgery';

/** What web frameworks say of a POST that they did not expect from another site: it never reached the SAML library. */
export const WEB_FRAMEWORKS = definePhrases(
  {
    product: 'Rails',
    source:
      'https://github.com/rails/rails/blob/main/actionpack/lib/action_controller/metal/request_forgery_protection.rb',
  },
  [
    {
      says: "Can't verify CSRF token authenticity",
      topic: 'csrf',
      owner: 'sp',
      means:
        'The application’s own protection against forged forms turned the POST away; the message was never looked at.',
      fix: 'Exempt the ACS URL from it: skip_before_action :verify_authenticity_token in the controller (omniauth: only its callback).',
    },
    {
      says: 'ActionController::InvalidAuthenticityToken',
      topic: 'csrf',
      owner: 'sp',
      means:
        'The application’s own protection against forged forms turned the POST away; the message was never looked at.',
      fix: 'Exempt the ACS URL from it: skip_before_action :verify_authenticity_token in the controller (omniauth: only its callback).',
    },
    {
      says: 'The change you wanted was rejected',
      topic: 'csrf',
      owner: 'sp',
      means:
        'The application’s own protection (Rails: InvalidAuthenticityToken) turned the POST away; the message was never looked at.',
      fix: 'Exempt the ACS URL from it: skip_before_action :verify_authenticity_token in the controller.',
      source:
        'https://github.com/rails/rails/blob/main/railties/lib/rails/generators/rails/app/templates/public/422.html',
    },
    {
      says: "HTTP Origin header {} didn't match request.base_url",
      topic: 'csrf',
      owner: 'sp',
      means: 'The application minds that the POST comes from another site; the message was never looked at.',
      fix: 'Exempt the ACS URL from the protection against forged forms (forgery_protection_origin_check).',
    },
    {
      says: 'CSRF verification failed. Request aborted',
      topic: 'csrf',
      owner: 'sp',
      means: 'Django’s protection against forged forms turned the POST away; the message was never looked at.',
      fix: 'Put @csrf_exempt on the view of the ACS URL.',
      source: DJV,
      product: 'Django',
    },
    {
      says: 'CSRF cookie not set',
      topic: 'csrf',
      owner: 'sp',
      means: 'Django’s protection against forged forms turned the POST away; the message was never looked at.',
      fix: 'Put @csrf_exempt on the view of the ACS URL.',
      source: DJ,
      product: 'Django',
    },
    {
      says: 'CSRF token missing',
      topic: 'csrf',
      owner: 'sp',
      means: 'Django’s protection against forged forms turned the POST away; the message was never looked at.',
      fix: 'Put @csrf_exempt on the view of the ACS URL.',
      source: DJ,
      product: 'Django',
    },
    {
      says: 'Origin checking failed - {} does not match any trusted origins',
      topic: 'csrf',
      owner: 'sp',
      means: 'Django minds that the POST comes from another site; the message was never looked at.',
      fix: 'Put @csrf_exempt on the view of the ACS URL; CSRF_TRUSTED_ORIGINS is for one’s own sites.',
      source: DJ,
      product: 'Django',
    },
    {
      says: 'Referer checking failed',
      topic: 'csrf',
      owner: 'sp',
      means: 'Django minds where the POST comes from; the message was never looked at.',
      fix: 'Put @csrf_exempt on the view of the ACS URL.',
      source: DJ,
      product: 'Django',
    },
    {
      says: 'CSRF token mismatch',
      topic: 'csrf',
      owner: 'sp',
      means: 'Laravel’s protection against forged forms turned the POST away; the message was never looked at.',
      fix: 'Except the ACS URL: validateCsrfTokens(except: […]) in bootstrap/app.php, or $except of VerifyCsrfToken.',
      source: LARAVEL,
      product: 'Laravel',
    },
    {
      says: '419 Page Expired',
      topic: 'csrf',
      owner: 'sp',
      means: 'Laravel’s protection against forged forms turned the POST away; the message was never looked at.',
      fix: 'Except the ACS URL: validateCsrfTokens(except: […]) in bootstrap/app.php, or $except of VerifyCsrfToken.',
      source: 'https://github.com/laravel/framework/blob/12.x/src/Illuminate/Foundation/Exceptions/views/419.blade.php',
      product: 'Laravel',
    },
    {
      says: 'Invalid CSRF Token {} was found on the request parameter',
      topic: 'csrf',
      owner: 'sp',
      means: 'Spring Security’s protection against forged forms turned the POST away; the message was never looked at.',
      fix: 'Except the ACS URL: csrf(c -> c.ignoringRequestMatchers("/login/saml2/sso/**")).',
      source: SPRING,
      product: 'Spring Security',
    },
    {
      says: 'Could not verify the provided CSRF token because your session was not found',
      topic: 'csrf',
      owner: 'sp',
      means: 'Spring Security’s protection against forged forms turned the POST away; the message was never looked at.',
      fix: 'Except the ACS URL: csrf(c -> c.ignoringRequestMatchers("/login/saml2/sso/**")).',
      source: SPRING,
      product: 'Spring Security',
    },
    {
      says: 'Could not verify the provided CSRF token because no token was found to compare',
      topic: 'csrf',
      owner: 'sp',
      means: 'Spring Security’s protection against forged forms turned the POST away; the message was never looked at.',
      fix: 'Except the ACS URL: csrf(c -> c.ignoringRequestMatchers("/login/saml2/sso/**")).',
      source: SPRING,
      product: 'Spring Security',
    },
    {
      says: 'The required antiforgery cookie {} is not present',
      topic: 'csrf',
      owner: 'sp',
      means: 'ASP.NET’s protection against forged forms turned the POST away; the message was never looked at.',
      fix: 'Put [IgnoreAntiforgeryToken] on the action of the ACS URL.',
      source: 'https://github.com/dotnet/aspnetcore/blob/main/src/Antiforgery/src/Resources.resx',
      product: 'ASP.NET',
    },
    {
      says: 'The required antiforgery request token was not provided',
      topic: 'csrf',
      owner: 'sp',
      means: 'ASP.NET’s protection against forged forms turned the POST away; the message was never looked at.',
      fix: 'Put [IgnoreAntiforgeryToken] on the action of the ACS URL.',
      source: 'https://github.com/dotnet/aspnetcore/blob/main/src/Antiforgery/src/Resources.resx',
      product: 'ASP.NET',
    },
    {
      says: 'The required anti-forgery form field {} is not present',
      topic: 'csrf',
      owner: 'sp',
      means: 'ASP.NET’s protection against forged forms turned the POST away; the message was never looked at.',
      fix: 'Take [ValidateAntiForgeryToken] off the action of the ACS URL.',
      source: ASP,
      product: 'ASP.NET',
    },
    {
      says: 'ForbiddenError: invalid csrf token',
      topic: 'csrf',
      owner: 'sp',
      means: 'The middleware csurf turned the POST away; the message was never looked at.',
      fix: 'Mount the ACS URL before csurf.',
      source: 'https://github.com/expressjs/csurf/blob/master/index.js',
      product: 'Express',
    },
    {
      says: 'PayloadTooLargeError: request entity too large',
      topic: 'size',
      owner: 'sp',
      means: 'The body is larger than the application’s parser takes.',
      fix: 'Raise limit of express.urlencoded (100kb by default), or have the IdP send fewer groups.',
      source: 'https://github.com/stream-utils/raw-body/blob/master/index.js',
      product: 'Express',
    },
    {
      says: 'A potentially dangerous Request.Form value was detected from the client',
      topic: 'firewall',
      owner: 'sp',
      means: 'ASP.NET’s request validation turned the form away; the message was never looked at.',
      fix: 'Switch request validation off for the ACS URL (requestValidationMode, ValidateInput(false)).',
      source: 'https://learn.microsoft.com/en-us/aspnet/whitepapers/request-validation',
      product: 'ASP.NET',
    },
    {
      says: 'Maximum request length exceeded',
      topic: 'size',
      owner: 'sp',
      means: 'The form is larger than ASP.NET takes.',
      fix: 'Raise maxRequestLength of httpRuntime, or have the IdP send fewer groups.',
      source:
        'https://learn.microsoft.com/en-us/dotnet/api/system.web.configuration.httpruntimesection.maxrequestlength',
      product: 'ASP.NET',
    },
    {
      says: 'The request was aborted: Could not create SSL/TLS secure channel',
      topic: 'unreachable',
      owner: 'sp',
      means: 'The application could not reach another server by TLS.',
      fix: 'Look at the certificates and protocol versions of both.',
      source: 'https://learn.microsoft.com/en-us/dotnet/framework/network-programming/tls',
      product: 'ASP.NET',
    },
  ],
);
